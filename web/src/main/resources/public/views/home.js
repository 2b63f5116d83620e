import {query} from '../api.js';
import {h, table} from '../dom.js';
import {address, count, day, digits, plural} from '../format.js';
import {communityLink, featureLink, idLink, rMark} from '../feature-parts.js';
import {layerBars} from '../layer-bars.js';
import {manySets, manySites, sitesOf} from '../sets.js';
import {prettyLabel} from '../tokens.js';

export async function show(context) {
  const {model, currentRun: run} = context;
  const [communities, positive, negative] = await Promise.all([
    context.ask('/api/communities', {model, limit: 8}),
    context.ask('/api/pairs', {model, sign: 'positive', limit: 8}),
    context.ask('/api/pairs', {model, sign: 'negative', limit: 8}),
  ]);
  document.title = `${model} · SteerGraph`;
  const places = manySites() ? 'layers and sites' : 'layers';
  return {node: h('div.page', head(run), facts(run, context.layers),
    h('div.columns',
      h('section', h('h2', 'Largest communities'), communityTable(context, communities),
        communities.truncated && h('p.more', h('a', {href: context.to('communities')}, `All ${plural(communities.total, 'community', 'communities')} →`))),
      h('section', h('h2', 'Strongest pairs across ' + places), pairTable(context, positive, 'positive'),
        h('h3', 'Strongest negative pairs across ' + places), pairTable(context, negative, 'negative'))),
    neo4jBrowser(run))};
}

/** Its guide has to be played from its editor: before it knows the database it takes guides of no other host than localhost. */
function neo4jBrowser(run) {
  const guide = `:play ${location.origin}/guides/steergraph.html${query({run: run.id})}`;
  return h('p.quiet', 'The same graph in Cypher: ', h('a', {href: '/browser/', target: '_blank', rel: 'noopener'}, 'Neo4j Browser ↗'), ', ',
    h('a', {href: '/browser/?cmd=edit&arg=' + encodeURIComponent(guide), target: '_blank', rel: 'noopener'}, 'the same with a guide in its editor ↗'),
    '. To drop on its window: ', h('a', {href: '/guides/favourites.zip' + query({run: run.id}), download: ''}, 'favourites.zip'), ' and ',
    h('a', {href: '/guides/style.grass' + query({run: run.id}), download: ''}, 'style.grass'), '.');
}

function head(run) {
  return h('header.head', h('h1', run.model),
    h('p.lead', `Sparse features of ${plural(new Set(run.sets.map(s => s.layer)).size, 'layer')}, and how they correlate. `,
      'Type a word above to find the features that fire on it.'));
}

function facts(run, layers) {
  const all = [
    [count(run.features), 'features', run.sets.map(s => `${s.layer}-${s.sae}: ${count(s.features)}`).join('\n')],
    [count(run.edges), 'correlations', `|r| > ${run.threshold}`],
    [count(run.communities), 'communities', null],
    [count(run.rows), 'tokens read', null],
    [count(run.documents), 'documents', null],
  ];
  return h('div.facts', all.map(([n, what, title]) => h('div', {title}, h('b', n), h('span', what))),
    h('p.quiet', `Run ${run.id} · ${day(run.createdAt)} · correlations with |r| > ${digits(run.threshold)}`,
      run.minDocuments ? ` seen in at least ${plural(run.minDocuments, 'document')}` : '', ` · layers ${layers.join(', ')}`,
      manySites() ? ` · sites ${sitesOf().join(', ')}` : '', manySets() ? ` · ${count(run.sets.length)} sets` : ''),
    run.outliers ? h('p.quiet.outliers', run.outliers) : null);
}

function communityTable(context, page) {
  if (!page.items.length) return h('p.quiet', 'No communities yet: they are found after the run is loaded.');
  return table([
    {title: '', cell: c => communityLink(context, c.number)},
    {title: 'Fires on', cell: c => h('a.feature', {href: context.to('communities', {c: c.number})}, prettyLabel(c.label)), className: 'wide'},
    {title: manySets() ? 'Sets' : 'Layers', cell: c => layerBars(c.sets, context.sets)},
    {title: 'Features', numeric: true, cell: c => count(c.size)},
  ], page.items);
}

function pairTable(context, page, sign) {
  if (!page.items.length) return h('p.quiet', `No ${sign} pair across layers passed the threshold.`);
  return table([
    {title: 'From', cell: p => [idLink(context, p.source), ' ', featureLink(context, p.source)], className: 'wide'},
    {title: 'To', cell: p => [idLink(context, p.target), ' ', featureLink(context, p.target)], className: 'wide'},
    {title: 'r', numeric: true, cell: p => h('a.plain', {href: context.to('paths', {from: address(p.source), to: address(p.target)}), title: 'Paths between them'}, rMark(p.r))},
  ], page.items);
}
