import {communityCypher, cypherLink} from '../cypher.js';
import {empty, h, table} from '../dom.js';
import {count, part, percent, plural} from '../format.js';
import {communityLink, featureColumns} from '../feature-parts.js';
import {layerBars} from '../layer-bars.js';
import {placeFilter, placeParameters} from '../place-filter.js';
import {selectAllButton} from '../select-button.js';
import {manySets, placeOf} from '../sets.js';
import {prettyLabel} from '../tokens.js';
import {steerButton} from '../steer-state.js';
import {compare} from './compare.js';

/** Members of a community that are steered with together. */
const CENTRAL = 5;

export async function show(context) {
  const node = h('div.page');
  const update = async next => {
    const [number, a, b] = ['c', 'a', 'b'].map(name => next.params.get(name));
    node.replaceChildren(...(a !== null && b !== null ? await compare(next, a, b) : number === null ? await all(next) : await one(next, number)));
  };
  await update(context);
  return {node, update};
}

async function all(context) {
  const page = await context.ask('/api/communities', {limit: 200});
  document.title = 'Communities · SteerGraph';
  const head = h('header.head', h('h1', 'Communities'),
    h('p.lead', `${part(page)}, largest first: groups of features that correlate with each other more than with the rest.`));
  if (!page.items.length) {
    return [head, empty('No communities yet', 'They are found by an analysis that runs after the run is loaded. Run it, then reload this page.',
      h('a.button', {href: context.to('search')}, 'See all features'))];
  }
  const ticks = (context.params.get('ticks') || '').split(',').filter(Boolean);
  return [head, compareBar(context, ticks), table([
    {title: 'Compare', cell: c => tick(context, ticks, c.number)},
    {title: '', cell: c => communityLink(context, c.number)},
    {title: 'Fires on', cell: c => h('a.feature', {href: context.to('communities', {c: c.number})}, prettyLabel(c.label)), className: 'wide'},
    {title: 'Features', numeric: true, cell: c => count(c.size)},
    {title: manySets() ? 'Sets' : 'Layers ' + context.layers.join(' '), cell: c => layerBars(c.sets, context.sets)},
    {title: 'Top text categories', cell: categories, hint: 'categories of the three texts where each member fires most', className: 'wide'},
  ], page.items)];
}

/** Two are compared at most: ticking a third lets go of the first. */
function tick(context, ticks, number) {
  const on = ticks.includes(String(number));
  const next = on ? ticks.filter(n => n !== String(number)) : [...ticks.slice(-1), number];
  return h('label.tick', h('input', {type: 'checkbox', checked: on, 'aria-label': `Compare community ${number}`,
    onchange: () => context.navigate(context.to('communities', {ticks: next.join(',')}), {replace: true})}));
}

function compareBar(context, ticks) {
  return h('div.picks', {role: 'status'}, ticks.length < 2
    ? h('span', ticks.length ? `#${ticks[0]} is selected; select another one to compare them.` : 'Select two communities to compare them.')
    : [h('span', `#${ticks[0]} and #${ticks[1]}`),
      h('a.button.small.primary', {href: context.to('communities', {a: ticks[0], b: ticks[1]})}, 'Compare them')]);
}

function categories(c) {
  if (!c.categories.length) return h('span.none', '–');
  return h('span.categories', c.categories.slice(0, 3).map(x =>
    h('span.category', {title: `${plural(x.texts, 'text')} of ${count(c.texts)}`}, `${x.category} `, h('small', percent(x.texts / c.texts)))));
}

async function one(context, number) {
  const [layer, set, site] = placeParameters(context);
  const body = await context.ask(`/api/communities/${encodeURIComponent(number)}`, {layer, set, site, limit: 200});
  const c = body.community;
  document.title = `Community ${number} · SteerGraph`;
  return [
    h('header.head', h('p.crumb', h('a', {href: context.to('communities')}, 'Communities'), ` · #${number}`),
      h('h1', prettyLabel(c.label)),
      h('p.lead', `${plural(c.size, 'member')}: `, c.sets.map(s => `${count(s.features)} in ${placeOf(s)}`).join(', '), '. ',
        c.categories.length ? ['Texts: ', categories(c)] : null),
      h('p.actions', h('a.button', {href: context.to('communities', {ticks: number})}, 'Compare with another'),
        body.items.length ? selectAllButton(context, body.total, 'members', async () => body.items) : null,
        body.items.length ? steerButton(context, body.items.slice(0, CENTRAL), 'a.button', CENTRAL > 1 && body.items.length > 1 ? 'Steer with its most central' : 'Steer') : null,
        h('a.button', {href: context.to('export', {what: 'community', c: c.number})}, 'Export'), cypherLink(communityCypher(context.currentRun.id, c.number)))),
    ...placeFilter(context, c.sets, place => context.to('communities', {c: number, ...place})),
    h('h2', 'Members ', h('small', part(body) + ', the most central first')),
    table(featureColumns(context).slice(0, -1), body.items),
  ];
}
