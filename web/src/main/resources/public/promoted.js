// What a feature writes and what is said of it: the tokens that it promotes and suppresses, and others' explanations.
import {h} from './dom.js';
import {digits} from './format.js';

/** A token of a text, with what cannot be seen made visible. */
export function shownToken(token) {
  const marked = token.replaceAll('\n', '↵').replaceAll('\r', '␍').replaceAll('\t', '⇥').replace(/^ /, '␣');
  return marked === '' ? '∅' : marked;
}

/** Top and bottom tokens with what is added to their logits; nothing of models that predict no text. */
export function promoted({promoted: top, suppressed: bottom}) {
  if (!top.length) return null;
  const strongest = Math.max(...[...top, ...bottom].map(t => Math.abs(t.logit)));
  return h('section.apart.promoted', h('h2', 'What it promotes'),
    h('div.logits', side('Raises', top, strongest), side('Lowers', bottom, strongest)),
    h('p.quiet', 'What one unit of its activation adds to a token’s logit, through final norm and unembedding, less the mean over the vocabulary.'));
}

function side(title, tokens, strongest) {
  return h('div', h('h3', title), h('ol.tokens', tokens.map(t => h('li',
    h('code', shownToken(t.token)), amount(t.logit, strongest)))));
}

function amount(logit, strongest) {
  const sign = logit < 0 ? 'negative' : 'positive';
  return h('span', {class: `amount ${sign}`},
    h('u', {'aria-hidden': 'true', style: {width: `${(100 * Math.abs(logit) / strongest).toFixed(1)}%`}}),
    h('b', `${logit < 0 ? '−' : '+'}${digits(Math.abs(logit), 3)}`));
}

/** What others say that it means. */
export function explanations({explanations: page}) {
  if (!page.items.length) return null;
  return h('section.explanations', h('h2', 'What others say'), h('ul', page.items.map(e => h('li',
    h('span.text', e.text), ' ', h('span.quiet', from(e))))),
  page.total > page.items.length && h('p.quiet', `${page.items.length} of ${page.total}`));
}

function from(e) {
  const scores = e.scores.map((score, i) => `${e.scoreNames[i]} ${score.toFixed(2)}`);
  return [e.source, e.model, e.method, ...scores].filter(Boolean).join(' · ');
}

/** Labels of documents that it goes with. */
export function documentLabels({labels: page}) {
  if (!page.items.length) return null;
  return h('p.document-labels', 'Goes with texts labelled ', page.items.map((l, i) => [i ? ', ' : '',
    h('b', l.label), ` (r ${l.r < 0 ? '−' : ''}${Math.abs(l.r).toFixed(2)}, AUROC ${l.auroc.toFixed(2)})`]),
  page.total > page.items.length && ` and ${page.total - page.items.length} more`);
}
