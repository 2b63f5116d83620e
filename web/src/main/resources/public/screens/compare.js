// Two communities side by side, and what runs between them.
import {h, table} from '../dom.js';
import {post} from '../api.js';
import {communityLink, featureLink, idLink, rMark} from '../feature-parts.js';
import {address, count, digits, percent, plural} from '../format.js';
import {layerBars} from '../layer-bars.js';
import {prettyLabel} from '../tokens.js';

/** As many members of each are looked at, the most central first: one question to the server takes their correlations. */
const MEMBERS = 150;
const ROWS = 25;

export async function compare(context, a, b) {
  const ask = number => context.ask(`/api/community/${encodeURIComponent(context.model)}/${encodeURIComponent(number)}`, {limit: MEMBERS});
  const [left, right] = await Promise.all([ask(a), ask(b)]);
  const side = new Map([...left.items.map(f => [f.key, 'a']), ...right.items.map(f => [f.key, 'b'])]);
  const byKey = new Map([...left.items, ...right.items].map(f => [f.key, f]));
  const edges = await post('/api/subgraph', {keys: [...side.keys()], minAbsR: 0, sign: 0}, context.signal);
  const across = edges.items.filter(e => side.get(e.source) !== side.get(e.target))
    .map(e => (side.get(e.source) === 'a' ? {...e, a: byKey.get(e.source), b: byKey.get(e.target)} : {...e, a: byKey.get(e.target), b: byKey.get(e.source)}));
  document.title = `Communities ${a} and ${b} · SteerGraph`;
  return [
    h('header.head', h('p.crumb', h('a', {href: context.to('communities')}, 'Communities'), ` · #${a} and #${b}`), h('h1', `Communities #${a} and #${b}`),
      h('p.lead', said(left, right, edges, across))),
    h('div.columns', card(context, left), card(context, right)),
    h('h2', 'Correlations between them ', h('small', across.length > ROWS ? `${ROWS} of ${count(across.length)}, the strongest` : count(across.length))),
    across.length ? between(context, a, b, across) : h('p.quiet', 'None passed the run’s threshold.'),
    across.length ? [h('h2', 'Bridges ', h('small', 'the members with the most correlations to the other side')),
      bridges(context, across)] : null,
  ].flat().filter(Boolean);
}

function said(left, right, edges, across) {
  const whole = !left.truncated && !right.truncated && !edges.truncated;
  const positive = across.filter(e => e.r > 0).length;
  const of = whole ? '' : ` between their ${count(left.items.length)} and ${count(right.items.length)} most central members`
    + (edges.truncated ? ', looking at their strongest correlations only' : '');
  return across.length ? `${plural(across.length, 'correlation')}${of}: ${count(positive)} positive, ${count(across.length - positive)} negative.`
    : `No correlation runs${of || ' between them'}.`;
}

function card(context, {community: c}) {
  const rows = [['Features', count(c.size)], ['Layers', [layerBars(c.layers, context.layers), ' ', c.layers.map(l => `${count(l.features)} in ${l.layer}`).join(', ')]],
    ['Texts', c.categories.length ? h('span.categories', c.categories.map(x => h('span.category', `${x.category} `, h('small', percent(x.texts / c.texts))))) : '–']];
  return h('section.card', h('h2', communityLink(context, c.number), ' ', prettyLabel(c.label)),
    h('dl.words', rows.map(([dt, dd]) => [h('dt', dt), h('dd', dd)])));
}

const between = (context, a, b, across) => table([
  {title: 'r', cell: e => rMark(e.r)},
  {title: 'In #' + a, cell: e => [idLink(context, e.a), ' ', featureLink(context, e.a)], className: 'wide'},
  {title: 'In #' + b, cell: e => [idLink(context, e.b), ' ', featureLink(context, e.b)], className: 'wide'},
  {title: 'MI, bits', numeric: true, cell: e => digits(e.mi, 2), hint: 'mutual information of firing and not firing'},
  {title: '', cell: e => {
    const [from, to] = [e.a, e.b].sort((x, y) => x.layer - y.layer);
    return h('a.button.small', {href: context.to('paths', {from: address(from), to: address(to)})}, 'Paths');
  }},
], [...across].sort((x, y) => Math.abs(y.r) - Math.abs(x.r)).slice(0, ROWS), {className: 'dense'});

function bridges(context, across) {
  const of = new Map();
  for (const e of across) {
    for (const f of [e.a, e.b]) {
      const row = of.get(f.key) ?? {f, edges: 0, strength: 0};
      row.edges++;
      row.strength += Math.abs(e.r);
      of.set(f.key, row);
    }
  }
  return table([
    {title: 'Feature', cell: x => idLink(context, x.f)},
    {title: 'Fires on', cell: x => featureLink(context, x.f), className: 'wide'},
    {title: 'Community', cell: x => communityLink(context, x.f.community)},
    {title: 'To the other side', numeric: true, cell: x => count(x.edges), hint: 'correlations with members of the other community'},
    {title: 'Sum of |r|', numeric: true, cell: x => x.strength.toFixed(2)},
  ], [...of.values()].sort((x, y) => y.strength - x.strength || x.f.key.localeCompare(y.f.key)).slice(0, 10), {className: 'dense'});
}
