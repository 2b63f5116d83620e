import {empty, h, replace, table} from '../dom.js';
import {ofSigned} from '../colours.js';
import {featureLink, idLink, rMark} from '../feature-parts.js';
import {address, count, digits, percent, plural, signed} from '../format.js';
import {heatCanvas} from '../heat-canvas.js';

const METRICS = {r: ['r, mean', 'r'], mi: ['MI, mean bits', 'mutual information']};

export async function show(context) {
  document.title = 'Heatmaps · SteerGraph';
  const node = h('div.page.wide-page');
  let repaint = null;
  const themed = () => repaint?.();
  addEventListener('themechange', themed);
  const update = async next => { repaint = await fill(node, next); };
  await update(context);
  return {node, update, leave: () => removeEventListener('themechange', themed)};
}

async function fill(node, context) {
  const value = (name, usual) => context.params.get(name) || usual;
  const [la, lb] = [value('la', context.layers[0]), value('lb', context.layers.at(-1))].map(Number);
  const metric = value('metric', 'r') === 'mi' ? 'mi' : 'r';
  const [a, b] = [context.params.get('a'), context.params.get('b')];
  const [heat, histogram, pairs] = await Promise.all([
    context.ask('/api/stats/heatmap', {model: context.model, la, lb, metric, size: 60}),
    context.ask('/api/stats/histogram', {model: context.model, metric, bins: 40}),
    a !== null && b !== null ? context.ask('/api/pairs', {model: context.model, la, lb, a, b, limit: 25}) : null,
  ]);
  const to = changes => context.to('stats', {la, lb, metric: metric === 'r' ? '' : metric, a, b, ...changes});
  const select = (name, title, chosen) => h('label', title, h('select', {name, onchange: e => context.navigate(to({[name]: e.target.value, a: '', b: ''}))},
    context.layers.map(l => h('option', {value: l, selected: l === chosen}, 'layer ' + l))));
  const cells = new Map(heat.cells.map(c => [c.a + ' ' + c.b, c]));
  const at = (i, j) => cells.get(heat.rows[i].community + ' ' + heat.columns[j].community);
  const span = Math.max(...heat.cells.map(c => Math.abs(c.mean)), 1e-9);
  const hint = h('p.hint', {role: 'status'});
  hint.dataset.rest = 'Point at a cell for its numbers; click it for its pairs. Arrow keys and Enter do the same.';
  hint.textContent = hint.dataset.rest;
  const canvas = h('canvas', {tabindex: '0', role: 'img', 'aria-label': `Heatmap of layer ${la} and layer ${lb}; the table below says the same`});
  const said = c => `#${c.a} and #${c.b}: mean ${metric === 'r' ? 'r ' + signed(c.mean) : 'MI ' + digits(c.mean) + ' bits'} over ${plural(c.pairs, 'pair')}, strongest ${digits(c.strongest)}`;
  replace(node, h('header.head', h('h1', 'Heatmaps'), h('p.lead', 'How the communities of two layers correlate: a cell is the mean over the correlations between them '
    + `that passed |r| > ${digits(context.currentRun.threshold)}. Rows and columns stand in the same order, by community.`)),
  h('div.controls', select('la', 'Rows', la), select('lb', 'Columns', lb), h('span.toggles', {role: 'group', 'aria-label': 'Metric'}, Object.entries(METRICS).map(([m, [, text]]) =>
    h('a.toggle', {href: to({metric: m === 'r' ? '' : m}), 'aria-current': m === metric ? 'true' : null}, text)))),
  heat.cells.length ? h('div.heat-columns',
    h('section', h('div.frame.heat', canvas), h('p.axis', `Rows: communities in layer ${la}; columns: in layer ${lb}`), hint,
      h('div.legend', {'aria-label': 'Legend'}, h('span.group', h('b', METRICS[metric][0]), metric === 'r' && h('span', signed(-span)), h('span.diverging', {'aria-hidden': 'true'},
        (metric === 'r' ? [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1] : [0, 0.25, 0.5, 0.75, 1]).map(t => h('i', {style: {background: `rgb(${ofSigned(t).join(',')})`}}))),
      h('span', metric === 'r' ? signed(span) : digits(span)), h('span.quiet', 'blank: no correlation')))),
    h('section', pairs ? cellPairs(context, pairs, a, b, to) : twin(heat, said, to, metric)))
    : empty('Nothing correlates here', `No correlation between layer ${la} and layer ${lb} passed the threshold.`, h('a.button', {href: context.to('stats')}, 'Other layers')),
  distribution(histogram, metric));
  if (!heat.cells.length) return null;
  canvas.dataset.cells = heat.cells.length;
  return heatCanvas(canvas, {rows: heat.rows.length, columns: heat.columns.length, value: (i, j) => at(i, j)?.mean ?? null, span,
    onPoint: (i, j) => { const c = i === null ? null : at(i, j); hint.textContent = c ? said(c) : i === null ? hint.dataset.rest : `#${heat.rows[i].community} and #${heat.columns[j].community}: no correlation`; },
    onChoose: (i, j) => { if (at(i, j)) context.navigate(to({a: heat.rows[i].community, b: heat.columns[j].community})); }});
}

function twin(heat, said, to, metric) {
  const rows = [...heat.cells].sort((x, y) => Math.abs(y.mean) - Math.abs(x.mean)).slice(0, 25);
  return [h('h2', 'The same as a table ', h('small', heat.cells.length > rows.length ? `the ${rows.length} strongest of ${count(heat.cells.length)} cells` : plural(heat.cells.length, 'cell'))), table([
    {title: 'Row', cell: c => h('a', {href: to({a: c.a, b: c.b}), 'aria-label': said(c)}, '#' + c.a)}, {title: 'Column', cell: c => '#' + c.b},
    {title: METRICS[metric][0], numeric: true, cell: c => (metric === 'r' ? rMark(c.mean) : digits(c.mean))},
    {title: 'Strongest', numeric: true, cell: c => digits(c.strongest)}, {title: 'Pairs', numeric: true, cell: c => count(c.pairs)},
  ], rows, {className: 'dense'})];
}

function cellPairs(context, pairs, a, b, to) {
  return [h('h2', `#${a} and #${b} `, h('small', pairs.truncated ? `${count(pairs.items.length)} of ${plural(pairs.total, 'pair')}, the strongest` : plural(pairs.total, 'pair'))),
    h('p', h('a.button.small', {href: to({a: '', b: ''})}, '← All cells')), table([
      {title: 'r', cell: p => rMark(p.r)},
      {title: 'Row', cell: p => [idLink(context, p.source), ' ', featureLink(context, p.source)], className: 'wide'},
      {title: 'Column', cell: p => [idLink(context, p.target), ' ', featureLink(context, p.target)], className: 'wide'},
      {title: '', cell: p => h('a.button.small', {href: context.to('paths', {from: address(p.source), to: address(p.target)})}, 'Paths')},
    ], pairs.items, {className: 'dense'})];
}

function distribution(histogram, metric) {
  const most = Math.max(1, ...histogram.bins.map(x => x.count));
  if (!histogram.total) return null;
  return h('section', h('h2', `All ${plural(histogram.total, 'correlation')} by ${METRICS[metric][1]}`),
    h('div.card', h('div.histogram', {role: 'img', 'aria-label': `Histogram; the highest bar is ${count(most)}`}, histogram.bins.map(x => h('i', {
      class: metric === 'r' ? (x.from < 0 ? 'negative' : 'positive') : '', title: `${digits(x.from)} to ${digits(x.to)}: ${count(x.count)}`,
      style: {height: (x.count ? Math.max(1, 100 * x.count / most) : 0) + '%'}}))),
    h('p.ends', h('span', digits(histogram.bins[0].from)), h('span', `highest bar: ${count(most)}, ${percent(most / histogram.total)}`), h('span', digits(histogram.bins.at(-1).to))),
    h('details', h('summary', 'As a table'), table([{title: 'From', numeric: true, cell: x => digits(x.from)}, {title: 'To', numeric: true, cell: x => digits(x.to)},
      {title: 'Correlations', numeric: true, cell: x => count(x.count)}], histogram.bins.filter(x => x.count), {className: 'dense'}))));
}
