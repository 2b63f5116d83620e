import {empty, h, replace, table} from '../dom.js';
import {communityLink, featureLink, idLink, rMark} from '../feature-parts.js';
import {address, count, digits, plural, sentence, signed} from '../format.js';
import {heatCanvas} from '../heat-canvas.js';
import {heatLegend} from '../heat-legend.js';
import {choiceOf, choiceOfValue, choicesOf, isIn, nameOf, valueOf} from '../heat-places.js';
import {histogram} from '../histogram.js';
import {prettyLabel} from '../tokens.js';

/** What a cell may show: value of a cell, its place on the scale, and how it is said. */
const METRICS = {
  r: {text: 'Mean r', asked: 'r', of: c => c.mean, said: signed},
  mi: {text: 'Mean MI', asked: 'mi', of: c => c.mean, said: x => digits(x) + ' bits'},
  pairs: {text: 'Correlations', asked: 'r', of: c => c.pairs, said: count},
};
const SIZES = ['15', '30', '60', '100'];
const USUAL = {metric: 'r', size: '30'};
const ROWS = 20;

export async function show(context) {
  document.title = 'Heatmaps · SteerGraph';
  const node = h('div.page.wide-page');
  if (!context.layers.length) {
    replace(node, h('header.head', h('h1', 'Heatmaps')), empty('Nothing to draw', 'This run has no features in the graph. Load it again, or choose another run.', h('a.button', {href: '/'}, 'Start page')));
    return {node};
  }
  let map = null;
  const names = await namesOf(context);
  const spreads = new Map();
  const update = async next => {
    const view = await read(next, names);
    const of = next.params.get('of') ?? '';
    if (!spreads.has(of)) spreads.set(of, await distributions(next, of));
    map?.destroy();
    map = fill(node, next, view, spreads.get(of));
  };
  const themed = () => update(context).catch(context.fail);
  const keys = event => { if (event.key === 'Escape' && !event.target.closest?.('input, select, dialog')) node.querySelector('.all-cells')?.click(); };
  await update(context);
  addEventListener('themechange', themed);
  addEventListener('keydown', keys);
  return {
    node, update: next => { context = next; return update(next); },
    leave: () => { map?.destroy(); removeEventListener('themechange', themed); removeEventListener('keydown', keys); },
  };
}

async function namesOf(context) {
  const page = await context.ask('/api/communities', {limit: 200});
  return new Map(page.items.map(c => [c.number, prettyLabel(c.label)]));
}

/** What the address asks for. */
async function read(context, names) {
  const value = (name, usual) => context.params.get(name) || usual;
  const [first, last] = [context.sets[0], context.sets.at(-1)].map(choiceOf);
  const given = (layer, set, usual) => (context.params.get(layer) ? {layer: Number(context.params.get(layer)), set: context.params.get(set) ?? ''} : usual);
  const [rows, columns] = [given('la', 'setA', first), given('lb', 'setB', last)];
  const places = {la: rows.layer, setA: rows.set, lb: columns.layer, setB: columns.set};
  const metric = METRICS[value('metric', 'r')] ? value('metric', 'r') : 'r';
  const size = SIZES.includes(value('size', '30')) ? value('size', '30') : '30';
  const [a, b] = [context.params.get('a'), context.params.get('b')];
  const chosen = a && b;
  const of = value('of', '');
  const [heat, pairs] = await Promise.all([
    context.ask('/api/stats/heatmap', {...places, metric: METRICS[metric].asked, size}),
    chosen ? context.ask('/api/pairs', {...places, a, b, limit: 25}) : null,
  ]);
  // In the order of their numbers on both sides, so that what a community has in both layers lies on the diagonal.
  for (const side of [heat.rows, heat.columns]) side.sort((x, y) => x.community - y.community);
  const to = changes => {
    const all = {...places, metric, size, of, a, b, ...changes};
    for (const [name, usual] of Object.entries(USUAL)) if (all[name] === usual) all[name] = '';
    return context.to('stats', all);
  };
  return {rows, columns, metric, size, of, a: chosen ? Number(a) : null, b: chosen ? Number(b) : null, heat, pairs, to, names};
}

function fill(node, context, view, spread) {
  const {rows, columns, metric, size, heat, to} = view;
  const [from, across] = [nameOf(rows, context.sets), nameOf(columns, context.sets)];
  const select = (name, title, chosen, options) => h('label', title, h('select', {name, onchange: e => context.navigate(to({[name]: e.target.value, a: '', b: ''}))},
    options.map(([v, text]) => h('option', {value: v, selected: String(v) === String(chosen)}, text))));
  const place = (title, names, chosen) => h('label', title, h('select', {name: names[0], onchange: e => {
    const {layer, set} = choiceOfValue(e.target.value);
    context.navigate(to({[names[0]]: layer, [names[1]]: set, a: '', b: ''}));
  }}, choicesOf(context.sets).map(c => h('option', {value: valueOf(c), selected: valueOf(c) === valueOf(chosen)}, nameOf(c, context.sets)))));
  const canvas = h('canvas', {tabindex: '0', role: 'img', 'aria-label': `Heatmap of the communities of ${from} and ${across}. Arrow keys move from cell to cell, `
    + 'Enter lists a cell’s pairs. The table says the same.'});
  const hint = h('p.hint', {role: 'status'});
  replace(node, h('header.head', h('h1', 'Heatmaps'), h('p.lead', 'How the communities of two layers are related: a cell takes all correlations between them that passed '
    + `|r| > ${digits(context.currentRun.threshold)}. Both sides stand in the order of the communities’ numbers.`)),
  h('div.controls', place('Rows', ['la', 'setA'], rows),
    h('a.button.icon', {href: to({la: columns.layer, setA: columns.set, lb: rows.layer, setB: rows.set, a: view.b, b: view.a}), title: 'Swap rows and columns', 'aria-label': 'Swap rows and columns'}, '⇄'),
    place('Columns', ['lb', 'setB'], columns), select('size', 'Largest', size, SIZES.map(n => [n, n + ' communities'])),
    h('span.toggles', {role: 'group', 'aria-label': 'What a cell shows'}, Object.entries(METRICS).map(([m, {text}]) =>
      h('a.toggle', {href: to({metric: m}), 'aria-current': m === metric ? 'true' : null}, text)))),
  heat.cells.length ? [h('p.note', {role: 'status'}, shares(view)), h('div.heat-columns',
    h('section', h('div.frame.heat', h('p.axis', h('span', `↓ Rows: ${from}`), h('span', `Columns: ${across} →`)), canvas), hint, scale(view, context.currentRun.threshold)),
    h('section', view.pairs ? cellPairs(context, view) : twin(context, view)))]
    : empty('Nothing correlates here', `No correlation between the communities of ${from} and ${across} passed the threshold of |r| > ${digits(context.currentRun.threshold)}.`,
      h('a.button', {href: context.to('stats')}, 'The first and the last layer'), h('a.button', {href: context.to('communities')}, 'All communities')),
  h('section.apart', h('h2', 'Distributions ', h('small', view.of ? 'of ' + nameOf(choiceOfValue(view.of), context.sets) : 'of the whole run')), spreadOf(context, view),
    h('div.distributions', spread.map(x => histogram(x)))));
  return heat.cells.length ? drawn(context, view, canvas, hint) : null;
}

function shares({heat, size}) {
  const shown = heat.cells.reduce((sum, c) => sum + c.pairs, 0);
  const all = `${plural(heat.cells.length, 'cell')} with ${plural(shown, 'correlation')}`;
  return h('span', heat.truncated ? `${all} of ${count(heat.total)}: those between the ${size} largest communities of each layer.` : `${all}: all there are between these layers.`);
}

/** The scale's end: the largest value, rounded up so that its legend is easy to read. */
function spanOf({heat, metric}) {
  const most = Math.max(...heat.cells.map(c => Math.abs(METRICS[metric].of(c))));
  return metric === 'r' ? Math.min(1, Math.ceil(most * 10) / 10) : most;
}

function place({metric}, cell, span) {
  const v = METRICS[metric].of(cell);
  return metric === 'pairs' ? 0.2 + 0.8 * Math.log(v) / Math.max(Math.log(span), 1e-9) : v / span;
}

function scale(view, threshold) {
  const {metric} = view;
  const span = spanOf(view);
  const ends = metric === 'r' ? [signed(-span), '0', signed(span)] : metric === 'mi' ? ['0', digits(span) + ' bits'] : ['1', count(span)];
  return heatLegend({title: METRICS[metric].text, from: metric === 'r' ? -1 : metric === 'mi' ? 0 : 0.2, ends,
    blank: `${metric === 'pairs' ? 'Logarithmic. ' : ''}Blank: no correlation passed |r| > ${digits(threshold)}.`});
}

const inWords = ({metric}, c) => (metric === 'pairs' ? `${plural(c.pairs, 'correlation')}, the strongest |r| = ${digits(c.strongest, 2)}`
  : `${METRICS[metric].text.toLowerCase()} ${METRICS[metric].said(c.mean)} over ${plural(c.pairs, 'correlation')}, the strongest |r| = ${digits(c.strongest, 2)}`);

function drawn(context, view, canvas, hint) {
  const {heat, to, names} = view;
  const cells = new Map(heat.cells.map(c => [c.a + ' ' + c.b, c]));
  const at = (i, j) => cells.get(heat.rows[i].community + ' ' + heat.columns[j].community);
  const span = spanOf(view);
  const name = n => `#${n}${names.has(n) ? ' ' + names.get(n) : ''}`;
  const rest = 'Point at a cell for its numbers; click it for its pairs. Arrow keys and Enter do the same.';
  hint.textContent = rest;
  canvas.dataset.cells = heat.cells.length;
  const index = [heat.rows.findIndex(x => x.community === view.a), heat.columns.findIndex(x => x.community === view.b)];
  return heatCanvas(canvas, {
    rows: heat.rows.map(x => '#' + x.community), columns: heat.columns.map(x => '#' + x.community),
    value: (i, j) => { const c = at(i, j); return c ? place(view, c, span) : null; },
    chosen: index.includes(-1) ? null : index,
    onPoint: (i, j) => {
      const c = i === null ? null : at(i, j);
      hint.textContent = i === null ? rest : `${name(heat.rows[i].community)} × ${name(heat.columns[j].community)}: ${c ? inWords(view, c) : 'no correlation'}`;
    },
    onChoose: (i, j) => { if (at(i, j)) context.navigate(to({a: heat.rows[i].community, b: heat.columns[j].community})); },
  });
}

function named(context, {names}, number) {
  return [communityLink(context, number), ' ', h('span.quiet', names.get(number) ?? '')];
}

function twin(context, view) {
  const {heat, metric, to} = view;
  const {of} = METRICS[metric];
  const rows = [...heat.cells].sort((x, y) => Math.abs(of(y)) - Math.abs(of(x)) || x.a - y.a || x.b - y.b).slice(0, ROWS);
  return [h('h2', 'The same as a table ', h('small', heat.cells.length > rows.length ? `the ${rows.length} strongest of ${count(heat.cells.length)} cells` : plural(heat.cells.length, 'cell'))), table([
    {title: sentence(nameOf(view.rows, context.sets)), cell: c => named(context, view, c.a), className: 'wide'}, {title: sentence(nameOf(view.columns, context.sets)), cell: c => named(context, view, c.b), className: 'wide'},
    ...(metric === 'pairs' ? [] : [{title: METRICS[metric].text, numeric: metric === 'mi', cell: c => (metric === 'r' ? rMark(c.mean) : METRICS.mi.said(c.mean))}]),
    {title: 'Max |r|', numeric: true, cell: c => c.strongest.toFixed(2), hint: 'of its strongest correlation'},
    {title: 'Pairs', numeric: true, cell: c => h('a', {href: to({a: c.a, b: c.b}), 'aria-label': `List the pairs of #${c.a} and #${c.b}: ${inWords(view, c)}`}, count(c.pairs))},
  ], rows, {className: 'dense'})];
}

function cellPairs(context, view) {
  const {pairs, a, b, to, names} = view;
  // The lower feature comes first; whichever lies in the rows' place stands there.
  const ends = p => (isIn(view.rows, p.source) && isIn(view.columns, p.target) ? [p.source, p.target] : [p.target, p.source]);
  const end = (p, side) => [idLink(context, ends(p)[side]), ' ', featureLink(context, ends(p)[side])];
  return [h('h2', `#${a} ${names.get(a) ?? ''} × #${b} ${names.get(b) ?? ''} `,
    h('small', pairs.truncated ? `the ${count(pairs.items.length)} strongest of ${plural(pairs.total, 'pair')}` : plural(pairs.total, 'pair'))),
  h('p.actions.above', h('a.button.small.all-cells', {href: to({a: '', b: ''})}, '← All cells ', h('kbd', 'Esc')),
    a !== b && h('a.button.small', {href: context.to('communities', {a, b})}, 'Compare the two communities')), table([
    {title: 'r', cell: p => rMark(p.r)},
    {title: sentence(nameOf(view.rows, context.sets)), cell: p => end(p, 0), className: 'wide'},
    {title: sentence(nameOf(view.columns, context.sets)), cell: p => end(p, 1), className: 'wide'},
    {title: 'MI, bits', numeric: true, cell: p => digits(p.mi, 2), hint: 'mutual information of firing and not firing'},
    {title: '', cell: p => h('a.button.small', {href: context.to('paths', {from: address(p.source), to: address(p.target)})}, 'Paths')},
  ], pairs.items, {className: 'dense'})];
}

/** Which features and correlations the distributions are of. */
function spreadOf(context, {of, to}) {
  if (context.sets.length < 2) return null;
  const choices = [['', 'the whole run'], ...choicesOf(context.sets).map(c => [valueOf(c), nameOf(c, context.sets)])];
  return h('div.controls', h('label', 'Of', h('select', {name: 'of', onchange: e => context.navigate(to({of: e.target.value}))},
    choices.map(([value, text]) => h('option', {value, selected: value === of}, text)))));
}

/** of: a side of a heatmap as a form has it, or nothing for the whole run. Correlations with an end there count. */
async function distributions(context, of) {
  const {layer, set} = of ? choiceOfValue(of) : {};
  const features = context.sets.filter(s => !of || isIn({layer, set}, s)).reduce((sum, s) => sum + s.features, 0);
  const ask = metric => context.ask('/api/stats/histogram', {metric, bins: 40, layer, set});
  const [r, mi, density] = await Promise.all(['r', 'mi', 'density'].map(ask));
  const threshold = digits(context.currentRun.threshold);
  const silent = features - density.total;
  return [
    {title: 'Correlations by r', text: `Pearson r; nothing is kept between −${threshold} and +${threshold}.`, bins: r.bins, shown: x => (Math.abs(x) < 1e-9 ? '0' : signed(x)), sign: true},
    {title: 'Correlations by MI', text: 'Mutual information of firing and not firing, in bits.', bins: mi.bins, shown: x => digits(x, 2), unit: 'bits'},
    {title: 'Features by density', text: `Share of all tokens at which a feature fires, on a logarithmic axis.${silent > 0 ? ` Left out: ${count(silent)} that never fire.` : ''}`,
      bins: density.bins, shown: x => digits(100 * 10 ** x, 2) + ' %', log: true},
  ];
}
