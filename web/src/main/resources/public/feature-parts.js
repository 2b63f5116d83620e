// The small pieces in which features and correlations appear everywhere.
import {h} from './dom.js';
import {ofR} from './colours.js';
import {address, count, percent, printed, short, signed} from './format.js';
import {selectButton} from './select-button.js';
import {siteOf} from './sets.js';
import {steerButton} from './steer-state.js';
import {prettyLabel} from './tokens.js';

export const featureLink = (context, f) =>
  h('a.feature', {href: context.to(address(f)), title: printed(f)}, h('span.label', prettyLabel(f.label)));

/** A feature by its short address with the button that selects it, and its site where that is not the run's only one. */
export const idLink = (context, f) => [selectButton(context, f), h('a.id', {href: context.to(address(f)), title: printed(f)}, short(f)), siteOf(f) ? h('small.site', ' ' + siteOf(f)) : null];

export function communityLink(context, number, label) {
  if (number === null || number === undefined) return h('span.none', '–');
  return h('a.chip', {href: context.to('communities', {c: number}), title: label ? prettyLabel(label) : null}, '#' + number);
}

/** r in the colour of its sign, with a bar as long as it is strong. */
export function rMark(r) {
  return h('span.r', {title: 'r = ' + r.toFixed(4)},
    h('u', h('i', {class: r < 0 ? 'negative' : '', style: {width: Math.max(2, 34 * Math.abs(r)) + 'px', 'border-color': ofR(Math.sign(r) * (0.45 + 0.55 * Math.abs(r)))}})),
    h('b', signed(r)));
}

/** What others say that it means, below its label. */
const explained = f => f.explanation && h('span.explained', {title: f.explanationSource}, f.explanation);

export const featureColumns = context => [
  {title: 'Feature', sort: 'feature', cell: f => idLink(context, f), hint: 'layer:index, with the set between them where a layer has several'},
  {title: 'Fires on', sort: 'label', cell: f => [featureLink(context, f), explained(f)], className: 'wide'},
  {title: 'Density', sort: 'density', numeric: true, cell: f => percent(f.density), hint: 'share of all tokens at which it fires'},
  {title: 'Max', sort: 'max', numeric: true, cell: f => (f.max ?? 0).toFixed(2), hint: 'its largest activation'},
  {title: 'Correlates', sort: 'correlates', numeric: true, cell: f => count(f.degree), hint: 'features it correlates with'},
  {title: '', cell: f => steerButton(context, [f], 'a.button.small')},
  {title: 'Community', sort: 'community', cell: f => communityLink(context, f.community)},
];
