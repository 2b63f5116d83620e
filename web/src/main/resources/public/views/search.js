import {empty, h, replace, table} from '../dom.js';
import {count, part} from '../format.js';
import {featureColumns} from '../feature-parts.js';
import {inPlace, placeFilter, placeParameters} from '../place-filter.js';

export async function show(context) {
  const heading = h('header.head');
  const filter = h('div');
  const results = h('section.results', {'aria-live': 'polite'});
  const update = async next => {
    const q = next.params.get('q') ?? '';
    const [layer, set, site] = placeParameters(next);
    const page = await next.ask('/api/features', {q, layer, set, site, limit: 50});
    document.title = `${q || 'Features'} · SteerGraph`;
    replace(heading, h('h1', q ? `Features for “${q}”` : 'Features'),
      h('p.lead', summary(page, q, inPlace(next), next.currentRun.features)));
    replace(filter, placeFilter(next, next.sets, place => next.to('search', {q, ...place})));
    replace(results, page.items.length ? table(featureColumns(next), page.items) : nothing(next, q));
  };
  await update(context);
  return {node: h('div.page', heading, filter, results), update};
}

function summary(page, q, where, all) {
  if (!q) return `${part(page)}${where}, those with the most correlates first.`;
  const found = `${count(page.total)} of ${count(all)} match${where}`;
  return `${found}${page.truncated ? `; the best ${count(page.items.length)} are shown` : page.total ? ', the best first' : ''}.`;
}

function nothing(context, q) {
  const wider = inPlace(context) !== '' && h('a.button', {href: context.to('search', {q})}, 'Search all layers');
  return empty('Nothing fires on this', `No label, explanation or top token holds “${q}”. Labels list the tokens a feature fires on most, so try one short word, `
    + 'part of a word, or an address such as ' + (context.layers[0] ?? 0) + ':0.',
  ...[wider, h('a.button', {href: context.to('search')}, `Show all ${count(context.currentRun.features)} features`)].filter(Boolean));
}
