import {empty, h, replace, table} from '../dom.js';
import {count} from '../format.js';
import {featureColumns} from '../feature-parts.js';
import {selectAllButton} from '../select-button.js';
import {inPlace, placeFilter, placeParameters} from '../place-filter.js';

const PAGE = 50;
const MOST = 1000;
const AROUND = 60;
/** Columns whose first press sorts from the smallest on. */
const ASCENDING = ['feature', 'label', 'community'];
const OPERATORS = ['layer:3-5', 'site:mlp_out', 'set:NAME', 'density:<1%', 'community:7', 'category:noun.animal'];

export async function show(context) {
  const heading = h('header.head');
  const filter = h('div');
  const results = h('section.results', {'aria-live': 'polite'});
  const update = async next => {
    const q = next.params.get('q') ?? '';
    const [layer, set, site] = placeParameters(next);
    const order = orderOf(next);
    const question = {q, layer, set, site, sort: order.sort, descending: order.descending};
    const page = await pages(next, question, shownOf(next));
    document.title = `${q || 'Features'} · SteerGraph`;
    replace(heading, h('h1', q ? `Features for “${q}”` : 'Features'), h('p.lead', summary(page, q, inPlace(next), next.currentRun.features, order)),
      h('p.quiet', 'Words are looked for in labels, explanations, promoted tokens and texts. They go together with ', OPERATORS.flatMap((o, i) => [i ? ', ' : '', h('code', o)]), '.'));
    replace(filter, placeFilter(next, next.sets, place => next.to('search', {...kept(next), ...place})),
      page.items.length > 0 && h('p.actions.above', selectAllButton(next, page.total, 'results', async most => (await pages(next, question, most)).items)));
    replace(results, page.items.length ? [table(columns(next, order, q), page.items), more(next, page)] : nothing(next, q));
  };
  await update(context);
  return {node: h('div.page', heading, filter, results), update};
}

const orderOf = context => {
  const sort = context.params.get('sort') || 'match';
  return {sort, descending: context.params.get('order') !== 'up'};
};

const shownOf = context => Math.min(MOST, Math.max(PAGE, Number(context.params.get('shown')) || PAGE));

/** What stays when the place or the order changes. */
const kept = context => Object.fromEntries(['q', 'sort', 'order'].map(name => [name, context.params.get(name)]));

/** As many as are shown, page by page. */
async function pages(context, question, wanted) {
  const ask = (most, cursor) => context.ask('/api/features', {...question, limit: Math.min(200, most), cursor});
  const page = await ask(wanted, '');
  let last = page;
  while (last.nextCursor && page.items.length < wanted) {
    last = await ask(wanted - page.items.length, last.nextCursor);
    page.items.push(...last.items);
  }
  return {...page, truncated: page.total > page.items.length};
}

function columns(context, order, q) {
  const sorted = featureColumns(context).map(column => (column.sort ? {...column, heading: heading(context, column, order), sorted: column.sort === order.sort && (order.descending ? 'descending' : 'ascending')} : column));
  if (!q) return sorted;
  return sorted.map(column => (column.sort === 'label' ? {...column, cell: f => [column.cell(f), found(f, q)]} : column));
}

function heading(context, column, order) {
  const here = column.sort === order.sort;
  const up = here ? order.descending : ASCENDING.includes(column.sort);
  const [layer, set, site] = placeParameters(context);
  return h('a.sort', {href: context.to('search', {q: context.params.get('q'), layer, set, site, sort: column.sort, order: up ? 'up' : ''}),
    title: `${column.hint ? column.hint + '; ' : ''}sort`}, column.title, here ? h('span', {'aria-hidden': 'true'}, order.descending ? ' ↓' : ' ↑') : null);
}

/** Why a feature is among the results, where its label does not say it. */
function found(f, q) {
  if (f.match === 'explanation') return h('span.found', 'found in an explanation');
  if (f.match === 'promotes') return h('span.found', 'promotes such a token');
  if (f.match === 'token') return h('span.found', 'fires on it: ', excerpt(f.matchedText, q));
  if (f.match === 'text') return h('span.found', 'fires in: ', excerpt(f.matchedText, q));
  return null;
}

/** The words with what stands around the first of them. */
function excerpt(text, q) {
  const words = q.toLowerCase().replace(/\S+:("[^"]*"|\S*)/g, ' ').split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean);
  const lower = text.toLowerCase();
  const at = Math.min(...words.map(word => lower.indexOf(word)).filter(i => i >= 0), text.length);
  const [from, to] = [Math.max(0, at - AROUND), Math.min(text.length, at + AROUND)];
  const part = text.slice(from, to);
  const marked = words.length ? part.split(new RegExp(`(${words.join('|')})`, 'giu')).map(piece => (words.includes(piece.toLowerCase()) ? h('mark', piece) : piece)) : part;
  return [from > 0 ? '… ' : '', marked, to < text.length ? ' …' : ''];
}

function more(context, page) {
  if (!page.truncated) return null;
  const shown = shownOf(context);
  if (shown >= MOST) return h('p.quiet', `${count(MOST)} of ${count(page.total)} are shown; narrow the search to see others.`);
  return h('p.actions', h('a.button', {href: context.to('search', {...Object.fromEntries(context.params), run: null, shown: Math.min(MOST, shown + 2 * PAGE)})}, 'More'));
}

function summary(page, q, where, all, order) {
  const first = order.sort === 'match' ? (q ? ', the best first' : ', those with the most correlates first') : '';
  const found = q ? `${count(page.total)} of ${count(all)} match${where}` : `${count(page.total)}${where}`;
  return `${found}${page.items.length > 1 ? first : ''}.${page.truncated ? ` ${count(page.items.length)} are shown.` : ''}`;
}

function nothing(context, q) {
  const wider = inPlace(context) !== '' && h('a.button', {href: context.to('search', {q})}, 'Search all layers');
  return empty('Nothing found', `No label, explanation, promoted token or text holds “${q}”. Try one short word, part of a word, or an address such as `
    + (context.layers[0] ?? 0) + ':0.',
  ...[wider, h('a.button', {href: context.to('search')}, `Show all ${count(context.currentRun.features)} features`)].filter(Boolean));
}
