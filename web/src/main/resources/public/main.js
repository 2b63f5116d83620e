// The router: one address, one view. The view that is there stays until the next one has all it needs.
import {get, query} from './api.js';
import {MOST_SELECTED} from './basket.js';
import {empty, h, replace} from './dom.js';
import {setUpBar, updateBar} from './bar.js';
import {keepFocus} from './focus.js';
import {plural} from './format.js';
import {nameFeaturesOf} from './sets.js';
import * as home from './views/home.js';
import * as search from './views/search.js';
import * as selection from './views/selection.js';
import * as feature from './views/feature.js';
import * as graph from './views/graph.js';
import * as paths from './views/paths.js';
import * as communities from './views/communities.js';
import * as map from './views/map.js';
import * as stats from './views/stats.js';
import * as review from './views/review.js';
import * as exporting from './views/export.js';
import * as steer from './views/steer.js';
import * as text from './views/text.js';

const VIEWS = {home, map, search, selection, feature, graph, paths, communities, stats, review, export: exporting, steer, text};
const NAMED = ['map', 'search', 'selection', 'graph', 'paths', 'communities', 'stats', 'review', 'export', 'steer', 'text'];
const view = document.getElementById('view');
const alert = document.getElementById('alert');
const progress = document.getElementById('progress');
const stop = document.getElementById('stop');
const LONG = 1200;

let shown = null; // {name, model, run, update, undo, leave}
let pending = null;
let runs = null;

function parse(location) {
  const parts = location.pathname.split('/').filter(Boolean).map(decodeURIComponent);
  const params = new URLSearchParams(location.search);
  const base = {model: parts[0], run: params.get('run') || undefined, params};
  if (parts.length <= 1) return {...base, name: 'home'};
  if (parts.length === 2 && NAMED.includes(parts[1])) return {...base, name: parts[1]};
  if (parts.length === 3) return {...base, name: 'feature', source: parts[1], index: parts[2]};
  return {...base, name: 'unknown'};
}

/** Goes to an address of ours. replace: without a new entry in the history. */
export function navigate(url, {replace: instead = false} = {}) {
  const next = new URL(url, location.href);
  if (next.href === location.href) return show();
  // Whether Back from here leads to another state of the same view: then it undoes.
  const same = shown && parse(next).name === shown.name;
  if (instead) history.replaceState(history.state, '', next);
  else history.pushState({same}, '', next);
  return show({top: !instead});
}

async function show({top = false} = {}) {
  pending?.abort();
  const own = (pending = new AbortController());
  const slow = setTimeout(() => { progress.hidden = false; }, 150);
  const long = setTimeout(() => { stop.hidden = false; }, LONG);
  const route = parse(location);
  try {
    runs ??= (await get('/api/runs', {}, own.signal)).items;
    const context = contextOf(route, own.signal);
    if (context.redirect) {
      history.replaceState(null, '', context.redirect);
      return await show();
    }
    await render(route, context, top);
    alert.hidden = true;
  } catch (error) {
    if (error.name !== 'AbortError') fail(error, show);
  } finally {
    clearTimeout(slow);
    clearTimeout(long);
    if (own === pending) progress.hidden = stop.hidden = true;
  }
}

/** Gives up what is being loaded; what was there stays. */
function halt() {
  pending?.abort();
  say('Stopped loading.' + (shown ? ' This is what was there before.' : ''), null, show);
}

function contextOf(route, signal) {
  const model = route.model ?? runs[0]?.model;
  const redirect = !route.model && model ? '/' + encodeURIComponent(model) : null;
  const ofModel = runs.filter(r => r.model === model);
  const run = route.run ? ofModel.find(r => r.id === route.run) : ofModel[0];
  nameFeaturesOf(run?.sets ?? []);
  return {
    ...route, model, redirect, runs, signal, navigate, currentRun: run,
    layers: [...new Set((run?.sets ?? []).map(s => s.layer))].sort((a, b) => a - b),
    sets: run?.sets ?? [],
    fail, ask: (path, parameters) => get(path, {model, run: route.run, ...parameters}, signal),
    /** An address of this model and run: to('graph', {seed}) */
    to: (path, parameters) => `/${encodeURIComponent(model)}${path ? '/' + path : ''}${query({run: route.run, ...parameters})}`,
  };
}

async function render(route, context, top) {
  if (!context.currentRun || route.name === 'unknown') return dead(route, context);
  const same = shown && shown.name === route.name && shown.model === context.model && shown.run === context.run;
  const giveFocusBack = keepFocus(view);
  // A view that cannot turn into what is asked for says false.
  const updated = same && shown.update && (await shown.update(context)) !== false;
  if (!updated) {
    const next = await VIEWS[route.name].show(context);
    if (context.signal.aborted) {
      next.leave?.();
      return;
    }
    shown?.leave?.();
    replace(view, next.node);
    shown = {name: route.name, model: context.model, run: context.run, update: next.update, undo: next.undo, leave: next.leave};
    await next.entered?.();
  }
  if (top && !same) scrollTo(0, 0);
  giveFocusBack();
  updateBar(context);
  // After the next frame has been painted: what "drawn" means to whoever measures.
  requestAnimationFrame(() => setTimeout(() => performance.mark('drawn', {detail: location.pathname + location.search})));
}

function dead(route, context) {
  shown?.leave?.();
  shown = null;
  const known = runs.length > 0;
  const page = !known
    ? empty('The graph is empty', 'No run has been loaded into this database yet. Load one, then look again: for a first look, '
        + 'steergraph demo builds one from the model and the texts that come with SteerGraph.',
      h('button.primary', {type: 'button', onclick: () => location.reload()}, 'Look again'),
      h('a.button', {href: '/browser/', target: '_blank'}, 'Open Neo4j Browser'))
    : route.name === 'unknown'
      ? empty('There is no such page', 'The address is none of the explorer’s.', h('a.button', {href: '/'}, 'Go to the start page'))
      : empty(`There is no run ${context.run ? `“${context.run}” ` : ''}of a model “${context.model}”`,
        'The graph holds these:', runs.map(r => h('a.button', {href: `/${r.model}${query({run: r.id})}`}, `${r.model} · ${r.id}`)));
  replace(view, page);
  updateBar({...context, name: 'none'});
}

/** One sentence above the last good view; or, on a first load, in its place. retry: what may be tried again. */
export function fail(error, retry) {
  if (!error.status && !error.requestId) console.warn(error);
  say(error.message, error.requestId, retry);
}

function say(sentence, requestId, retry) {
  const again = () => h('button.small', {type: 'button', onclick: () => retry()}, 'Try again');
  replace(alert, h('span', sentence), requestId ? h('code', {title: 'Find it in the log'}, 'request ' + requestId) : null, retry && shown && again(),
    h('button.icon', {type: 'button', 'aria-label': 'Close', onclick: () => { alert.hidden = true; }}, '×'));
  alert.hidden = false;
  if (!shown) {
    replace(view, empty('Nothing to show here', sentence,
      h('button.primary', {type: 'button', onclick: () => show()}, 'Try again'), h('a.button', {href: '/'}, 'Start page')));
  }
}

/** @returns {any} */
const elementOf = event => event.target;

document.addEventListener('click', event => {
  const link = elementOf(event).closest?.('a[href]');
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || link.target) return;
  const url = new URL(link.href);
  if (url.origin !== location.origin || /^\/(browser|api|assets|guides|lib)(\/|$)/.test(url.pathname) || link.hash) return;
  event.preventDefault();
  navigate(url);
});
addEventListener('popstate', () => show());
stop.addEventListener('click', halt);
addEventListener('keydown', event => {
  if (event.key !== 'Escape' || stop.hidden) return;
  event.stopImmediatePropagation();
  halt();
}, {capture: true});
addEventListener('keydown', event => {
  if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key !== 'z' || elementOf(event).closest?.('input:not([type="checkbox"], [type="radio"]), textarea, dialog')) return;
  event.preventDefault();
  if (shown?.undo?.() !== true && history.state?.same) history.back();
});
addEventListener('basketchange', event => {
  const {leftOut} = /** @type {CustomEvent} */ (event).detail ?? {};
  if (leftOut) say(`A selection holds ${MOST_SELECTED} features; ${plural(leftOut, 'feature is', 'features are')} left out.`, null, null);
});
setUpBar(() => contextOf(parse(location), new AbortController().signal), navigate);
show();
