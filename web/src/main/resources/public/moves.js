// What was measured by steering: the features that one moves, those that move it, and the tokens that it raises and lowers.
import {h, table} from './dom.js';
import {ofR} from './colours.js';
import {count, digits, part, signed} from './format.js';
import {featureLink, idLink, rMark} from './feature-parts.js';
import {shownToken} from './promoted.js';

/** What steering it moves; nothing where no effects were measured. */
export function moves(context, {steered, moves: page, movedBy: others}) {
  if (steered === null) {
    return others.items.length ? h('section.apart.moves', h('h2', 'What steering it moves'),
      h('p.quiet', 'It was not steered itself, so what it moves is not known.')) : null;
  }
  const how = `Steered with ${digits(steered)} times its largest activation`;
  return h('section.apart.moves', h('h2', 'What steering it moves ', h('small', page.total ? part(page) : '')),
    page.items.length
      ? [effects(context, page), h('p.quiet', `${how}. The effect is the mean change of the other feature’s activation over documents, in its standard deviations, ± the standard error.`)]
      : h('p.quiet', `${how}, it moved none of the features that were looked at.`));
}

/** What moves it when it is steered; nothing where nothing is known to. */
export function movedBy(context, {movedBy: page}) {
  if (!page.items.length) return null;
  return h('section.apart.moved-by', h('h2', 'What moves it when steered ', h('small', part(page))), effects(context, page));
}

function effects(context, page) {
  const strongest = Math.max(...page.items.map(e => Math.abs(e.effect)));
  return table([
    {title: 'Effect, sd', cell: e => effectMark(e, strongest), hint: 'mean change of the moved feature, in its standard deviations, ± the standard error'},
    {title: 'Feature', cell: e => idLink(context, e), hint: 'layer:index'},
    {title: 'Fires on', cell: e => featureLink(context, e), className: 'wide'},
    {title: 'z', numeric: true, cell: e => digits(e.z), hint: 'effect over its standard error'},
    {title: 'Docs', numeric: true, cell: e => count(e.documents), hint: 'documents over which the effect is the mean'},
    {title: 'r', cell: e => e.r === null ? h('span.none', {title: 'no correlation passed the run’s threshold'}, '–') : rMark(e.r)},
  ], page.items, {className: 'dense'});
}

/** The effect in the colour of its sign, with a bar as long as it is strong beside the strongest. */
export function effectMark({effect, se}, strongest) {
  const share = strongest > 0 ? Math.min(1, Math.abs(effect) / strongest) : 0;
  return h('span.r.effect', {title: `effect ${effect.toFixed(4)}${se === undefined ? '' : ` ± ${se.toFixed(4)}`} standard deviations`},
    h('u', h('i', {class: effect < 0 ? 'negative' : '', style: {width: Math.max(2, 34 * share) + 'px', 'border-color': ofR(Math.sign(effect) * (0.45 + 0.55 * share))}})),
    h('b', signed(effect)), se !== undefined && h('small', `±${digits(se, 2)}`));
}

/** The tokens whose logits really rose and fell when it was steered. */
export function measuredTokens({steered, raised, lowered}) {
  if (!raised.length && !lowered.length) return null;
  return h('section.apart.measured', h('h2', 'What steering it raises and lowers'),
    h('div.logits', side('Raised', raised), side('Lowered', lowered)),
    h('p.quiet', `Measured on texts: the tokens whose logits changed most when it was steered with ${digits(steered)} times its largest activation, net of a random direction of the same length.`));
}

const side = (title, tokens) => h('div', h('h3', title),
  tokens.length ? h('ol.tokens', tokens.map(token => h('li', h('code', shownToken(token))))) : h('p.quiet', 'none'));
