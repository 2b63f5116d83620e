// Two communities side by side, what runs between them, and which features of others are related to both.
import {empty, h, table} from '../dom.js';
import {between} from '../between.js';
import {communityLink, featureLink, idLink, rMark} from '../feature-parts.js';
import {address, count, digits, part, percent, plural} from '../format.js';
import {layerBars} from '../layer-bars.js';
import {depthOf, manySets, setShort, siteOf} from '../sets.js';
import {prettyLabel} from '../tokens.js';

const ROWS = 25;
const BRIDGES = 10;

export async function compare(context, a, b) {
  const ends = choices(context, await context.ask('/api/communities', {limit: 200}), a, b);
  const head = (...lead) => h('header.head', h('p.crumb', h('a', {href: context.to('communities')}, 'Communities'), ` · #${a} and #${b}`),
    h('h1', `Communities #${a} and #${b}`), lead.length ? h('p.lead', lead) : null);
  document.title = `Communities ${a} and ${b} · SteerGraph`;
  if (a === b) return [head(), ends, empty('Two are needed', `Community #${a} is on both sides. Choose another one above.`)];
  const body = await context.ask(`/api/communities/${encodeURIComponent(a)}/compare/${encodeURIComponent(b)}`, {limit: ROWS});
  const {edges, shared} = body;
  return [
    head(edges.total ? `${plural(edges.total, 'correlation')}: ${count(edges.positive)} positive, ${count(edges.negative)} negative.`
      : `No correlation runs between them above the run’s threshold of |r| > ${digits(context.currentRun.threshold)}.`),
    ends,
    h('div.columns', card(context, body.a), card(context, body.b)),
    h('h2', 'Correlations between them ', h('small', edges.total ? part(edges) + (edges.truncated ? ', the strongest' : '') : '0')),
    edges.total ? h('div.between-columns', h('div.frame.drawn', h('p.axis', h('span', `#${a} ${prettyLabel(body.a.label)}`), h('span', `#${b} ${prettyLabel(body.b.label)}`)),
      between(edges.items, `Drawing of the ${plural(edges.items.length, 'correlation')} between the communities; the table says the same`),
      h('p.quiet', 'Green: positive, purple and dashed: negative; width: √|r|.')), asTable(context, a, b, edges.items)) : h('p.quiet', 'None.'),
    edges.total ? [h('h2', 'Bridges ', h('small', edges.truncated ? `members with the most of these ${count(edges.items.length)}` : 'members with the most correlations to the other side')),
      bridges(context, edges.items)] : null,
    h('h2', 'Shared neighbours ', h('small', shared.total ? part(shared) + (shared.truncated ? ', the closest to both' : '') : '0')),
    shared.total ? friends(context, a, b, shared.items) : h('p.quiet', 'No feature of another community correlates with members of both.'),
  ].flat().filter(Boolean);
}

/** Either side can be changed in its place. */
function choices(context, page, a, b) {
  const known = page.items.map(c => String(c.number));
  const select = (title, name, chosen) => h('label', title, h('select', {name, onchange: e => context.navigate(context.to('communities', {a, b, [name]: e.target.value}))},
    known.includes(chosen) ? null : h('option', {value: chosen, selected: true}, '#' + chosen),
    page.items.map(c => h('option', {value: c.number, selected: String(c.number) === chosen}, `#${c.number} ${prettyLabel(c.label)} (${count(c.size)})`))));
  return h('div.controls', select('Left', 'a', a),
    h('a.button.icon', {href: context.to('communities', {a: b, b: a}), title: 'Swap sides', 'aria-label': 'Swap sides'}, '⇄'), select('Right', 'b', b));
}

function card(context, c) {
  const rows = [['Features', count(c.size)], [manySets() ? 'Sets' : 'Layers', [layerBars(c.sets, context.sets), ' ', c.sets.map(s => `${count(s.features)} in ${[setShort(s), siteOf(s)].filter(Boolean).join(' ')}`).join(', ')]],
    ['Texts', c.categories.length ? h('span.categories', c.categories.map(x => h('span.category', `${x.category} `, h('small', percent(x.texts / c.texts))))) : '–']];
  return h('section.card', h('h2', communityLink(context, c.number), ' ', prettyLabel(c.label)),
    h('dl.words', rows.map(([dt, dd]) => [h('dt', dt), h('dd', dd)])));
}

const feature = (context, f) => [idLink(context, f), ' ', featureLink(context, f)];

const asTable = (context, a, b, pairs) => table([
  {title: 'r', cell: p => rMark(p.r)},
  {title: 'In #' + a, cell: p => feature(context, p.source), className: 'wide'},
  {title: 'In #' + b, cell: p => feature(context, p.target), className: 'wide'},
  {title: 'MI, bits', numeric: true, cell: p => digits(p.mi, 2), hint: 'mutual information of firing and not firing'},
  {title: '', cell: p => {
    const [from, to] = [p.source, p.target].sort((x, y) => depthOf(x) - depthOf(y));
    return h('a.button.small', {href: context.to('paths', {from: address(from), to: address(to)})}, 'Paths');
  }},
], pairs, {className: 'dense'});

function bridges(context, pairs) {
  const of = new Map();
  for (const p of pairs) {
    for (const [f, side] of [[p.source, 0], [p.target, 1]]) {
      const row = of.get(f.key) ?? {f, side, edges: 0, absR: 0};
      row.edges++;
      row.absR += Math.abs(p.r);
      of.set(f.key, row);
    }
  }
  const rows = [...of.values()].sort((x, y) => y.absR - x.absR || x.f.key.localeCompare(y.f.key)).slice(0, BRIDGES);
  return table([
    {title: 'Feature', cell: x => idLink(context, x.f)},
    {title: 'Fires on', cell: x => featureLink(context, x.f), className: 'wide'},
    {title: 'Side', cell: x => (x.side ? 'right' : 'left')},
    {title: 'To the other side', numeric: true, cell: x => count(x.edges), hint: 'correlations with members of the other community'},
    {title: 'Sum of |r|', numeric: true, cell: x => x.absR.toFixed(2)},
  ], rows, {className: 'dense'});
}

const friends = (context, a, b, items) => table([
  {title: 'Feature', cell: f => feature(context, f), className: 'wide'},
  {title: 'Community', cell: f => communityLink(context, f.community)},
  {title: `Max |r| to #${a}`, numeric: true, cell: f => f.toA.toFixed(2)}, {title: 'Links', numeric: true, cell: f => count(f.linksA)},
  {title: `Max |r| to #${b}`, numeric: true, cell: f => f.toB.toFixed(2)}, {title: 'Links', numeric: true, cell: f => count(f.linksB)},
], items, {className: 'dense'});
