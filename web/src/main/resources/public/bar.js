// What is above every view: the one search box, the links to the views, run, theme, help; and the keys of all views.
import {byId, h, replace} from './dom.js';
import {basketOf} from './basket.js';
import {theme} from './colours.js';
import {plural} from './format.js';

const box = byId('q');
const help = byId('help-dialog');

const KEYS = [
  ['/', 'go to the search box'], ['?', 'this help'], ['e', 'expand the chosen feature (or double-click it)'],
  ['h', 'hide the chosen feature'], ['s', 'take the chosen feature into the selection, or out of it'], ['p', 'pick the chosen feature as an end of a path (or Shift-click it)'],
  ['1 2 3 4', 'on the review page: same, related, not related, unsure'], ['← →', 'on the review page: previous and next pair'],
  ['← → ↑ ↓ + −', 'on the map: move and zoom; in a drawing: from feature to feature, Enter chooses; on a heatmap: from cell to cell, Enter lists its pairs'], ['Ctrl Z', 'undo the last change of what is shown, or the last verdict'],
  ['Ctrl ↵', 'on the pages Steer and Own text: begin'],
  ['Esc', 'close, choose nothing, or stop loading'],
];
const FORMS = ['river', 'river lake', '3:650', '3/res-batchtopk-4096:650', '3-res-batchtopk-4096/650', 'all-minilm-l6-v2@3-res-batchtopk-4096:650'];

export function setUpBar(current, navigate) {
  setUpSearch(current, navigate);
  setUpTheme();
  replace(help, h('form', {method: 'dialog'}, h('h2', {id: 'help-title'}, 'How to use the explorer'),
    h('h3', 'Keys'), h('dl.keys', KEYS.map(([key, does]) => [h('dt', h('kbd', key)), h('dd', does)])),
    h('h3', 'What the search box takes'), h('p', FORMS.flatMap((f, i) => [i ? ' · ' : '', h('code', f)])),
    h('h3', 'What the numbers mean'),
    h('dl.words',
      h('dt', 'r'), h('dd', 'Pearson correlation of two features over all tokens, zeros included; −1 to +1'),
      h('dt', 'MI'), h('dd', 'mutual information, in bits, between “one fires” and “the other fires”'),
      h('dt', 'density'), h('dd', 'share of all tokens at which the feature fires'),
      h('dt', 'product'), h('dd', 'of |r| along a path: how strongly its two ends are related through it'),
      h('dt', 'community'), h('dd', 'a group of features that correlate with each other more than with the rest')),
    h('p.actions', h('button.primary', 'Close'), h('a.button', {href: '/api-doc', target: '_blank'}, 'API reference ↗'))));
  addEventListener('basketchange', () => {
    const context = current();
    updateSelection(context);
    if (context.currentRun) byId('selected').textContent = `${plural(basketOf(context.currentRun.id).length, 'feature is', 'features are')} selected`;
  });
  byId('help').addEventListener('click', () => help.showModal());
  byId('run').addEventListener('change', event => {
    const context = current();
    navigate(`/${encodeURIComponent(context.model)}?run=${encodeURIComponent(event.target.value)}`);
  });
  addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.closest?.('input, select, textarea')) {
      if (event.key === 'Escape') target.blur();
      return;
    }
    if (event.key === '/') { event.preventDefault(); box.focus(); box.select(); }
    if (event.key === '?') help.showModal();
  });
}

function setUpSearch(current, navigate) {
  let timer;
  const go = () => {
    clearTimeout(timer);
    const context = current();
    if (!context.model) return;
    const place = context.name === 'search' ? ['layer', 'set', 'site'].map(name => [name, context.params.get(name)]) : [];
    navigate(context.to('search', {q: box.value.trim(), ...Object.fromEntries(place)}), {replace: context.name === 'search'});
  };
  box.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(go, 180); });
  box.addEventListener('keydown', event => {
    if (event.key === 'ArrowDown') {
      const first = /** @type {HTMLElement | null} */ (document.querySelector('#view .results tbody a'));
      if (first) { event.preventDefault(); first.focus(); }
    }
  });
  byId('find').addEventListener('submit', event => {
    event.preventDefault();
    const only = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('#view .results tbody a.feature'));
    if (current().name === 'search' && only.length === 1 && current().params.get('q') === box.value.trim()) only[0].click();
    else go();
  });
}

function setUpTheme() {
  const announce = () => dispatchEvent(new Event('themechange'));
  byId('theme').addEventListener('click', () => {
    const next = theme() === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset.theme = next;
    try {
      localStorage.setItem('steergraph.theme', next);
    } catch (error) {
      console.info('the theme lasts until the page is left:', error.message);
    }
    announce();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', announce);
}

export function updateBar(context) {
  const names = [['map', 'Map'], ['search', 'Features'], ['graph', 'Neighbourhood'], ['paths', 'Paths'], ['communities', 'Communities'],
    ['stats', 'Heatmaps'], ['review', 'Review'], ['steer', 'Steer'], ['text', 'Own text'], ['export', 'Export']];
  const links = context.currentRun ? names : [];
  replace(byId('nav'), links.map(([name, text]) =>
    h('a', {href: context.to(name), 'aria-current': context.name === name ? 'page' : null}, text)));
  const nav = byId('nav');
  const here = nav.querySelector('[aria-current]');
  if (here) nav.scrollLeft = here.offsetLeft - nav.offsetLeft - (nav.clientWidth - here.offsetWidth) / 2;
  updateSelection(context);
  const ofModel = context.runs.filter(r => r.model === context.model);
  const select = byId('run');
  select.hidden = ofModel.length < 2 || !context.currentRun;
  replace(select, ofModel.map(r => h('option', {value: r.id, selected: r.id === context.currentRun?.id}, 'run ' + r.id)));
  box.disabled = !context.currentRun;
  if (document.activeElement !== box) box.value = context.name === 'search' ? context.params.get('q') ?? '' : '';
}

/** How many features are selected, and the way to them. */
function updateSelection(context) {
  const link = byId('selection');
  link.hidden = !context.currentRun;
  if (!context.currentRun) return;
  link.textContent = `Selection (${basketOf(context.currentRun.id).length})`;
  link.href = context.to('selection');
  if (context.name === 'selection') link.setAttribute('aria-current', 'page');
  else link.removeAttribute('aria-current');
}
