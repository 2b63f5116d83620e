// What of the graph is exported. Each gives {fields, said, request}: what to choose with, the choice in words, and, once it is
// whole, what the server is asked for.
import {post} from './api.js';
import {MOST_SELECTED} from './basket.js';
import {empty, h} from './dom.js';
import {address, count, isAddress, isShort, keyOfAddress, plural, printedOfKey, short} from './format.js';
import {Neighbourhood} from './neighbourhood.js';
import {picker} from './picker.js';
import {prettyLabel} from './tokens.js';

const BROWSER_MAX = 1500;
const of = f => `${short(f)} ${prettyLabel(f.label)}`;
const option = (value, text, chosen) => h('option', {value, selected: String(value) === String(chosen)}, text);

/** name → [its title, how it is found]; value(name) reads the address, go(changes) changes it. */
export const SELECTIONS = {
  neighbourhood: ['A neighbourhood', neighbourhood],
  drawn: ['A drawing', drawn],
  community: ['A community', community],
  paths: ['Paths', paths],
  selection: ['Selected features', selection],
};

async function neighbourhood(context, value, go) {
  const seed = value('seed');
  const hops = value('hops') === '2' ? 2 : 1;
  const fields = feature => [picker({label: 'Around', context, feature, value: seed, onPick: at => go({seed: at})}),
    h('label', 'Hops', h('select', {onchange: e => go({hops: e.target.value === '1' ? '' : e.target.value})}, [1, 2].map(n => option(n, n, hops))))];
  if (!seed) return {fields: fields(), said: 'Choose the feature in the middle.'};
  const {feature} = await context.ask(`/api/features/${await addressOf(context, seed)}`, {contexts: 1, correlates: 1});
  return {fields: fields(feature), said: `All within ${plural(hops, 'hop')} of ${of(feature)}, and all correlations among them.`, request: {around: {key: feature.key, hops}}};
}

/** The neighbourhood view's drawing with all that was expanded and hidden; its state is in the address as it is there. */
async function drawn(context, value) {
  const seed = value('seed');
  const back = Object.fromEntries(['seed', 'hops', 'minAbsR', 'sign', 'limit', 'steps'].map(name => [name, value(name)]));
  if (!seed) {
    return {fields: empty('No drawing yet', 'Draw a neighbourhood, expand and hide what you like, then press Export there.',
      h('a.button', {href: context.to('graph')}, 'Draw a neighbourhood'))};
  }
  const base = {model: context.model, run: context.run, seed, hops: value('hops') || '1', minAbsR: value('minAbsR'), sign: value('sign') || 'any', limit: value('limit') || '60'};
  const steps = value('steps').split(',').filter(Boolean).map(s => ({does: s[0], at: s.slice(2)}));
  const state = await new Neighbourhood(base).after(steps, context.signal);
  const middle = state.nodes.find(f => f.key === state.seeds[0]);
  const around = state.seeds.length > 1 ? plural(state.seeds.length, 'feature') : middle ? of(middle) : seed.replace('/', ':');
  return {fields: [], said: [`The ${plural(state.nodes.length, 'feature')} drawn around ${around}, and all correlations among them. `,
    h('a', {href: context.to('graph', back)}, 'Back to the drawing')],
  request: state.nodes.length ? {features: state.nodes.map(f => f.key)} : undefined};
}

async function community(context, value, go) {
  const page = await context.ask('/api/communities', {limit: 200});
  const number = value('c');
  if (!page.items.length) {
    return {fields: empty('No communities yet', 'They are found by an analysis that runs after the run is loaded.',
      h('a.button', {href: context.to('export')}, 'Export a neighbourhood'))};
  }
  const listed = page.items.some(x => String(x.number) === number);
  const fields = h('label', page.truncated ? `Community, the ${count(page.items.length)} largest of ${count(page.total)}` : 'Community',
    h('select', {onchange: e => go({c: e.target.value})}, option('', 'choose …', number), !listed && number && option(number, '#' + number, number),
      page.items.map(c => option(c.number, `#${c.number} ${prettyLabel(c.label)} (${count(c.size)})`, number))));
  return number === '' ? {fields, said: 'Choose a community.'}
    : {fields, said: `All features of community #${number}, and all correlations among them.`, request: {community: Number(number)}};
}

async function paths(context, value, go) {
  const [from, to, k, maxHops, minAbsR] = ['from', 'to', 'k', 'maxHops', 'minAbsR'].map(value);
  const body = from && to ? await context.ask('/api/paths', {from, to, k: k || 10, maxHops: maxHops || 6, minAbsR}) : null;
  const end = key => body?.features.find(f => f.key === body[key]);
  const fields = [picker({label: 'From', context, feature: end('from'), value: from, onPick: at => go({from: at, ticks: ''})}),
    picker({label: 'To', context, feature: end('to'), value: to, onPick: at => go({to: at, ticks: ''})})];
  if (!body) return {fields, said: 'Choose the two ends.'};
  const ticks = value('ticks').split(',').map(Number).filter(n => n >= 1 && n <= body.items.length);
  if (!body.items.length) return {fields, said: 'There is no path between them under these conditions.'};
  return {fields, said: [`${ticks.length ? `${plural(ticks.length, 'selected path')} of ${count(body.items.length)}` : `All ${plural(body.items.length, 'path')}`} from ${of(end('from'))} to ${of(end('to'))}. `,
    h('a', {href: context.to('paths', {from, to, k, maxHops, minAbsR, ticks: ticks.join(',')})}, ticks.length ? 'Select others' : 'Select some')],
  request: {paths: {from, to, k: Number(k) || 10, maxHops: Number(maxHops) || 6, minAbsR: Number(minAbsR) || 0, ...(ticks.length && {only: ticks.map(n => n - 1)})}}};
}

async function selection(context, value, go) {
  const all = value('features').split(',').filter(Boolean);
  const features = await featuresAt(context, all);
  const fields = [picker({label: 'Add', context, onPick: async at => go({features: [...new Set([...all, await addressOf(context, at)])].slice(0, BROWSER_MAX).join(',')})}),
    features.length ? h('ul.chosen-features', features.map((f, i) => h('li.chip', of(f), h('button', {type: 'button', 'aria-label': `Leave out ${short(f)}`,
      onclick: () => go({features: all.filter((_, j) => j !== i).join(',')})}, '×')))) : null];
  return features.length ? {fields, said: `${plural(features.length, 'feature')}, and all correlations among them.`, request: {features: features.map(f => f.key)}}
    : {fields, said: 'Add a feature: type a word or an address.'};
}

/** In the order of their addresses. */
async function featuresAt(context, all) {
  const keys = all.map(at => keyOfAddress(context, at));
  const parts = Array.from({length: Math.ceil(keys.length / MOST_SELECTED)}, (_, i) => keys.slice(i * MOST_SELECTED, (i + 1) * MOST_SELECTED));
  const bodies = await Promise.all(parts.map(part => post('/api/submatrix', {keys: part}, context.signal)));
  const missing = bodies.flatMap(body => body.missing);
  if (missing.length) throw new Error(`Run ${context.currentRun.id} has no feature ${missing.map(printedOfKey).join(', ')}.`);
  const byKey = new Map(bodies.flatMap(body => body.features.map(f => [f.key, f])));
  return keys.map(key => byKey.get(key));
}

/** 3:650 and other ways to write it as 3-res/650. */
async function addressOf(context, text) {
  if (isAddress(text)) return text;
  const {items} = await context.ask('/api/features', {q: text, limit: 20});
  if (items.length > 1 && isShort(text)) throw new Error(`${text} could be a feature of several sets; write ${items.map(short).join(' or ')}.`);
  return items.length ? address(items[0]) : text;
}
