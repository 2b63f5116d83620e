// Two to six features beside each other: where each fires, and all that is known between them.
import {h, table} from './dom.js';
import {contextText} from './context-text.js';
import {communityLink, featureLink, idLink, rMark} from './feature-parts.js';
import {fewForm, fewOf} from './few-of-them.js';
import {address, count, digits, percent, plural, short, signed} from './format.js';
import {placeOf} from './sets.js';
import {prettyLabel} from './tokens.js';

const TEXTS = 5;

export async function sideBySide(context, {features, body}, go) {
  const few = fewOf(context, features);
  const details = await Promise.all(few.map(f => context.ask(`/api/features/${address(f)}`, {contexts: TEXTS, correlates: 1})));
  const place = new Map(body.features.map((f, i) => [f.key, i]));
  const cell = (a, b) => body.pairs.find(p => p.a === Math.min(a, b) && p.b === Math.max(a, b));
  const effect = (a, b) => body.effects.find(e => e.source === a && e.target === b);
  const rows = few.flatMap((f, i) => few.slice(i + 1).map((g, j) => {
    const [a, b] = [place.get(f.key), place.get(g.key)];
    return {f, g, pair: cell(a, b), there: moved(details[i], effect(a, b)), back: moved(details[i + 1 + j], effect(b, a))};
  })).sort((x, y) => Math.abs(y.pair?.r ?? 0) - Math.abs(x.pair?.r ?? 0));
  return [fewForm(context, features, few, go),
    h('h2', 'Between them ', h('small', plural(rows.length, 'pair'))), pairs(context, rows, details.some(d => d.steered !== null)),
    h('h2', 'Where each fires most'),
    h('div.side-by-side', few.map((f, i) => card(context, f, details[i])))];
}

/** An effect in words: not measured unless the feature was steered. */
function moved(detail, effect) {
  if (effect) return h('span', {title: `standard error ${digits(effect.se, 2)}`}, `${signed(effect.effect)} sd`);
  return detail.steered === null ? h('span.none', {title: 'it was not steered'}, 'not measured') : h('span.none', {title: 'it was steered, and no effect was kept'}, 'none found');
}

/** measured: whether any of them was steered. What is known of no pair has no column. */
function pairs(context, rows, measured) {
  const {rows: all, threshold} = context.currentRun;
  const cosines = rows.some(({pair}) => pair && pair.decoderCosine !== null);
  const chance = ({f, g}) => (f.density === null || g.density === null ? '–' : count(f.density * g.density * all));
  const of = (value, text) => ({pair}) => (pair && pair[value] !== null ? text(pair[value]) : h('span.none', '–'));
  const unknown = [!cosines && 'cosines of decoders, which correlate --details keeps', !measured && 'effects, which steergraph effects measures'].filter(Boolean);
  return [table([
    {title: 'r', cell: ({pair}) => (pair ? rMark(pair.r) : h('span.none', {title: `below the threshold of |r| > ${digits(threshold)}`}, `|r| ≤ ${digits(threshold)}`))},
    {title: 'Feature', cell: ({f}) => [idLink(context, f), ' ', featureLink(context, f)], className: 'wide'},
    {title: 'Feature', cell: ({g}) => [idLink(context, g), ' ', featureLink(context, g)], className: 'wide'},
    {title: 'Jaccard', numeric: true, cell: of('jaccard', x => digits(x, 2)), hint: 'of the tokens at which either fires, the share at which both do'},
    {title: 'Both fire', numeric: true, cell: of('coactivations', count), hint: 'tokens at which both are active'},
    {title: 'By chance', numeric: true, cell: chance, hint: 'tokens at which both would be active if they were independent'},
    {title: 'Docs', numeric: true, cell: of('documents', count), hint: 'documents in which both are active'},
    {title: 'MI, bits', numeric: true, cell: of('mi', x => digits(x, 2)), hint: 'mutual information of firing and not firing'},
    cosines && {title: 'Decoder cosine', numeric: true, cell: of('decoderCosine', x => signed(x)), hint: 'of the rows of their SAEs’ decoders; kept by correlate --details'},
    measured && {title: 'First moves second', cell: ({there}) => there, hint: 'mean change of the second one’s activation when the first is steered, in standard deviations'},
    measured && {title: 'Second moves first', cell: ({back}) => back, hint: 'the same the other way round'},
    {title: '', cell: ({f, g, pair}) => h('span.row-actions', h('a.button.small', {href: context.to('paths', ends(f, g))}, 'Paths'),
      pair && f.layer !== g.layer && h('a.button.small', {href: context.to('review', {a: ends(f, g).from, b: ends(f, g).to})}, 'Review'))},
  ].filter(Boolean), rows, {className: 'dense pairs-between'}), unknown.length > 0 && h('p.quiet.below', `Not known of these: ${unknown.join('; ')}.`)];
}

/** The lower one first. */
function ends(f, g) {
  const [from, to] = (f.depth ?? 16 * f.layer) <= (g.depth ?? 16 * g.layer) ? [f, g] : [g, f];
  return {from: address(from), to: address(to)};
}

function card(context, f, {contexts, feature}) {
  return h('section.card.one-of-them', h('h3', idLink(context, f), ' ', featureLink(context, f)),
    h('p.quiet', `${placeOf(f)} · fires on ${percent(feature.density)} of tokens, at most ${digits(feature.max)} · ${plural(feature.degree, 'correlate')} · community `, communityLink(context, feature.community)),
    contexts.items.length ? contexts.items.map(c => contextText(c, feature.max)) : h('p.quiet', `No text was kept for ${short(f)} ${prettyLabel(f.label)}.`));
}
