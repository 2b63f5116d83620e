// Which features a recipe steers: a list to tick, with the strengths at which each was found to be useful.
import {h} from './dom.js';
import {address, count, digits, part, short} from './format.js';
import {prettyLabel} from './tokens.js';

/** With more at once hardly any model writes text that makes sense. */
const MANY = 5;
const FEW = 3;

/** page: what /api/export/steerable answers, with the ticks of the address; onTick(addresses). */
export function steerable(page, onTick) {
  const ticked = page.items.filter(f => f.steered);
  const box = f => h('input', {type: 'checkbox', checked: f.steered, disabled: f.max === null, 'data-key': f.key,
    onchange: e => onTick(page.items.filter(g => g === f ? e.target.checked : g.steered).map(address))});
  return h('fieldset.steerable', h('legend', 'Steer'),
    h('ul', page.items.map(f => h('li', h('label', box(f), h('span', h('b', short(f)), ' ', prettyLabel(f.label)), h('small.quiet', band(f)))))),
    page.truncated && h('p.quiet', `${part(page)}, those with the largest sums of |r|.`),
    ticked.length === 0 && h('p.warning', {role: 'status'}, 'Nothing is ticked: a recipe needs a feature to steer.'),
    ticked.length > MANY && h('p.warning', {role: 'status'}, `${count(ticked.length)} features at once seldom leave a text that makes sense; take ${MANY} or fewer.`));
}

/** The page with the ticks that the address names; if it names none, with those that the server suggests, or few of these if they are many. */
export function ticked(page, addresses) {
  const suggested = page.items.filter(f => f.steered);
  const named = addresses === '' ? (suggested.length > MANY ? suggested.slice(0, FEW) : suggested).map(address) : addresses.split(',');
  return {...page, items: page.items.map(f => ({...f, steered: named.includes(address(f))}))};
}

function band(f) {
  if (f.max === null) return 'its largest activation is not known';
  if (f.bandLow === null || f.bandHigh === null) return `strongest at ${digits(f.max)}`;
  return `strongest at ${digits(f.max)}; usable from ${digits(f.bandLow)} to ${digits(f.bandHigh)} ×`;
}
