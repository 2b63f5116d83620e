import {h, table} from '../dom.js';
import {address, count, digits, part, percent, printed} from '../format.js';
import {communityLink, featureLink, idLink, rMark} from '../feature-parts.js';
import {correlatesCypher, cypherLink} from '../cypher.js';
import {contextText} from '../context-text.js';
import {histogram} from '../histogram.js';
import {measuredTokens, movedBy, moves} from '../moves.js';
import {neuronpediaLink} from '../neuronpedia.js';
import {documentLabels, explanations, promoted} from '../promoted.js';
import {selectButton} from '../select-button.js';
import {siteOf} from '../sets.js';
import {steerButton} from '../steer-state.js';
import {prettyLabel} from '../tokens.js';

export async function show(context) {
  const node = h('div.page');
  const update = async next => {
    const body = await next.ask(`/api/features/${next.source}/${next.index}`, {});
    document.title = `${prettyLabel(body.feature.label)} · SteerGraph`;
    node.replaceChildren(head(next, body.feature), facts(next, body.feature), band(body.feature) ?? '', documentLabels(body) ?? '', explanations(body) ?? '', h('div.columns.feature-columns',
      texts(body),
      h('section', correlates(next, body.feature, body.positive, 'positive'), correlates(next, body.feature, body.negative, 'negative'), moves(next, body), movedBy(next, body),
        promoted(body), measuredTokens(body), activations(body))));
  };
  await update(context);
  return {node, update};
}

function head(context, f) {
  return h('header.head',
    h('p.crumb', [`Layer ${f.layer}`, siteOf(f), f.hook].filter(Boolean).join(' · ')),
    h('h1', prettyLabel(f.label)),
    h('p.lead', h('code.printed', printed(f)), copyButton(printed(f))),
    h('p.actions',
      h('a.button.primary', {href: context.to('graph', {seed: address(f)})}, 'Neighbourhood'),
      h('a.button', {href: context.to('paths', {from: address(f)})}, 'Paths from here'),
      h('a.button', {href: context.to('paths', {to: address(f)})}, 'Paths to here'),
      selectButton(context, f, 'Select'), steerButton(context, [f]),
      h('a.button', {href: context.to('map', {chosen: address(f)})}, 'On the map'), neuronpediaLink(f), cypherLink(correlatesCypher(f))));
}

function copyButton(text) {
  const button = h('button.copy', {type: 'button', 'aria-label': 'Copy the feature’s name', onclick: async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = 'copied';
    setTimeout(() => { button.textContent = 'copy'; }, 1500);
  }}, 'copy');
  return button;
}

function facts(context, f) {
  const all = [
    [percent(f.density), 'density', `${count(f.rowsActive)} of ${count(context.currentRun.rows)} tokens`],
    [count(f.rowsActive), 'tokens', 'at which it fires'],
    [digits(f.mean), 'mean', 'of its activation over all tokens, zeros included'],
    [digits(f.sd), 'sd', 'of its activation over all tokens, zeros included'],
    [digits(f.max), 'max', 'its largest activation'],
    [count(f.degree), 'correlates', 'features it correlates with'],
  ];
  return h('div.facts', all.map(([n, what, title]) => h('div', {title}, h('b', n), h('span', what))),
    f.community !== null && f.community !== undefined && h('div', h('b', communityLink(context, f.community, f.communityLabel)),
      h('span', 'community', f.communitySize ? ` of ${count(f.communitySize)}` : '')));
}

/** With which strengths it is useful to steer along it, if that was measured. */
function band({bandLow: low, bandHigh: high, bandBreaks: breaks}) {
  if (isNone(low) && isNone(breaks)) return null;
  const usable = isNone(low) ? 'no usable strength was found' : `usable from ${digits(low, 2)} to ${digits(high, 2)} times its maximum`;
  return h('p.quiet.band', `Steering: ${usable}; ${isNone(breaks) ? 'text stays fluent at all strengths that were tried' : `fluency breaks at ${digits(breaks, 2)}`}.`);
}

const isNone = value => value === null || value === undefined;

function texts({contexts, feature}) {
  return h('section', h('h2', 'Where it fires most ', h('small', part(contexts))),
    strongest({contexts}),
    contexts.items.length
      ? h('ol.contexts', contexts.items.map(c => h('li',
        h('span.value', {title: 'its largest activation in this text'}, c.value.toFixed(2)),
        contextText(c, feature.max),
        c.category && h('span.category', {title: 'category of the text'}, c.category))))
      : h('p.quiet', 'No text was kept for this feature.'),
    contexts.items.length ? h('p.quiet.scale', 'Background: share of the feature’s maximum ',
      h('span.ramp', {'aria-hidden': 'true'}), ` 0 to ${digits(feature.max)}, on a logarithmic scale. The strongest token is outlined.`) : null);
}

/** How strongly it fires where it does. */
function activations({activations: bins}) {
  if (!bins.length) return null;
  const power = x => 10 ** x;
  return h('div.apart', histogram({title: 'Activations', text: 'Tokens by activation, on a logarithmic scale; tokens at which it does not fire are left out.',
    bins: bins.map(b => ({from: Math.log10(b.from), to: Math.log10(b.to), count: b.count})), shown: x => digits(power(x), 2), log: true}));
}

/** The tokens at which it fires most strongly, the frequent ones first. */
function strongest({contexts}) {
  const times = new Map();
  for (const c of contexts.items) {
    const token = prettyLabel(c.tokens?.[c.token] ?? '');
    if (token) times.set(token, (times.get(token) ?? 0) + 1);
  }
  return h('p.categories', [...times].sort((a, b) => b[1] - a[1]).map(([token, n]) => h('span.chip', {title: `the strongest token of ${n} of these texts`},
    token, n > 1 ? h('small', ` ×${n}`) : null)));
}

const SIGNS = {
  positive: ['Positive correlates ', 'More active where these are more active.'],
  negative: ['Negative correlates ', 'Less active where these are more active. They may well be active on the same tokens: compare how often both are with how often they '
    + 'would be by chance.'],
};

function correlates(context, feature, page, sign) {
  const [head, meaning] = SIGNS[sign];
  const title = [h('h2', head, h('small', page.total ? part(page) : '')), page.items.length ? h('p.quiet', meaning) : null];
  const chance = c => feature.density * c.density * context.currentRun.rows;
  if (!page.items.length) return [...title, h('p.quiet', `No ${sign} correlation passed the run’s threshold of |r| > ${digits(context.currentRun.threshold)}.`)];
  return [...title, table([
    {title: 'r', cell: c => rMark(c.r)},
    {title: 'Feature', cell: c => idLink(context, c), hint: 'layer:index'},
    {title: 'Fires on', cell: c => featureLink(context, c), className: 'wide'},
    {title: 'MI, bits', numeric: true, cell: c => digits(c.mi, 2), hint: 'mutual information of firing and not firing'},
    {title: 'Coactivations', numeric: true, cell: c => count(c.coactivations), hint: 'tokens at which both are active'},
    {title: 'By chance', numeric: true, cell: c => (c.density === null || feature.density === null ? '–' : count(chance(c))), hint: 'tokens at which both would be active if they were independent'},
    {title: 'Docs', numeric: true, cell: c => count(c.documents), hint: 'documents in which both are active'},
  ], page.items, {className: 'dense'})];
}
