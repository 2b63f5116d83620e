// The part of the matrix of r that has the selected features as rows and columns, those that correlate beside each other.
import {h, table} from './dom.js';
import {featureLink, idLink, rMark} from './feature-parts.js';
import {address, count, digits, plural, short, signed} from './format.js';
import {heatCanvas} from './heat-canvas.js';
import {heatLegend} from './heat-legend.js';
import {prettyLabel} from './tokens.js';

const ROWS = 50;
const LETTERS = 24;
/** Names of rows have their labels beside them where there is room for both. */
const WIDE = matchMedia('(min-width: 900px)');

/** Returns {node, draw}: draw() begins to draw once the node is on the page, and returns what ends it. */
export function submatrix(context, body, go) {
  const {pairs} = body;
  const threshold = digits(context.currentRun.threshold);
  const canvas = h('canvas', {tabindex: '0', role: 'img', 'aria-label': 'Heatmap of r between the selected features, clustered. Arrow keys move from cell to cell, '
    + 'Enter compares the two. The table says the same.'});
  const hint = h('p.hint', {role: 'status'});
  const span = spanOf(pairs);
  const node = h('div.heat-columns',
    h('section', h('div.frame.heat', canvas), hint, heatLegend({title: 'r', from: -1, ends: [signed(-span), '0', signed(span)],
      blank: `Blank: below the threshold of |r| > ${threshold}; such correlations are not stored. Rows and columns are in the order of a clustering by average linkage of 1 − |r|, in which these count as r = 0.`})),
    twin(context, body, go));
  return {node, draw: () => drawn(context, body, span, canvas, hint, go)};
}

/** The scale's end: the largest |r|, rounded up so that its legend is easy to read. */
const spanOf = pairs => Math.min(1, Math.ceil(Math.max(0.1, ...pairs.map(p => Math.abs(p.r))) * 10) / 10);

function drawn(context, {features, pairs}, span, canvas, hint, go) {
  const r = features.map(() => new Array(features.length).fill(null));
  features.forEach((_, i) => { r[i][i] = 1; });
  for (const p of pairs) r[p.a][p.b] = r[p.b][p.a] = p.r;
  const named = f => `${short(f)} ${prettyLabel(f.label)}`;
  const rest = 'Point at a cell for its r; click it to compare the two features. Arrow keys and Enter do the same.';
  hint.textContent = rest;
  canvas.dataset.cells = features.length ** 2;
  canvas.dataset.order = features.map(address).join(',');
  const names = features.map(short);
  return heatCanvas(canvas, {
    rows: WIDE.matches ? features.map(f => cut(named(f))) : names, columns: names, chosen: null,
    value: (i, j) => (r[i][j] === null ? null : Math.max(-1, Math.min(1, r[i][j] / span))),
    onPoint: (i, j) => { hint.textContent = i === null ? rest : said(features[i], features[j], i === j ? 1 : r[i][j], i === j, named, context.currentRun.threshold); },
    onChoose: (i, j) => (i === j ? context.navigate(context.to(address(features[i]))) : go({show: 'compare', compare: [features[i], features[j]].map(address).join(',')})),
  });
}

function said(a, b, r, itself, named, threshold) {
  if (itself) return `${named(a)}: itself`;
  return `${named(a)} × ${named(b)}: ${r === null ? `below the threshold of |r| > ${digits(threshold)}` : `r = ${signed(r)}`}`;
}

const cut = text => (text.length > LETTERS ? text.slice(0, LETTERS - 1) + '…' : text);

function twin(context, {features, pairs}, go) {
  const asked = Number(context.params.get('rows'));
  const shown = [...pairs].sort((x, y) => Math.abs(y.r) - Math.abs(x.r) || x.a - y.a || x.b - y.b).slice(0, Math.max(ROWS, asked || 0));
  const below = features.length * (features.length - 1) / 2 - pairs.length;
  const end = f => [idLink(context, f), ' ', featureLink(context, f)];
  return h('section', h('h2', 'The same as a table ', h('small', shown.length < pairs.length ? `the ${count(shown.length)} strongest of ${plural(pairs.length, 'pair')}` : plural(pairs.length, 'pair'))),
    pairs.length ? table([
      {title: 'r', cell: p => rMark(p.r)},
      {title: 'Feature', cell: p => end(features[p.a]), className: 'wide'},
      {title: 'Feature', cell: p => end(features[p.b]), className: 'wide'},
      {title: '', cell: p => h('button.button.small', {type: 'button', 'aria-label': `Compare ${short(features[p.a])} and ${short(features[p.b])}`,
        onclick: () => go({show: 'compare', compare: [features[p.a], features[p.b]].map(address).join(',')})}, 'Compare')},
    ], shown, {className: 'dense'}) : null,
    shown.length < pairs.length && h('p.actions', h('button', {type: 'button', onclick: () => go({rows: shown.length + 4 * ROWS}, {replace: true})}, 'More')),
    below > 0 && h('p.quiet.below', `${pairs.length ? `The other ${plural(below, 'pair is', 'pairs are')}` : below === 1 ? 'The pair is' : `All ${count(below)} pairs are`} below the threshold of |r| > ${digits(context.currentRun.threshold)}.`));
}
