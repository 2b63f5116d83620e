// Which few of the selected features are looked at together: a list to tick.
import {h} from './dom.js';
import {address, short} from './format.js';
import {prettyLabel} from './tokens.js';

/** As many as fit beside each other. */
export const MOST_COMPARED = 6;
/** The list of so many is open from the start. */
const OPEN = 12;

/** Those that the address names, or the first ones. */
export function fewOf(context, features) {
  const named = (context.params.get('compare') ?? '').split(',');
  const few = features.filter(f => named.includes(address(f))).slice(0, MOST_COMPARED);
  return few.length > 1 ? few : features.slice(0, MOST_COMPARED);
}

/** Nothing to choose of two. */
export function fewForm(context, features, few, go) {
  if (features.length < 3) return null;
  const tick = (f, on) => go({compare: features.filter(g => (g === f ? on : few.includes(g))).map(address).join(',')});
  return h('details.few', {open: features.length <= OPEN || context.params.has('compare')}, h('summary', `${few.length} of ${features.length} features, at most ${MOST_COMPARED}`),
    h('fieldset', {'aria-label': `Which are compared, 2 to ${MOST_COMPARED}`}, features.map(f => {
      const on = few.includes(f);
      return h('label.chip', h('input', {type: 'checkbox', checked: on, disabled: on ? few.length < 3 : few.length >= MOST_COMPARED,
        onchange: e => tick(f, e.target.checked)}), h('span.id', short(f)), ' ', h('span', prettyLabel(f.label)));
    })));
}
