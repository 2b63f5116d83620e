// How many of a community's features lie in each set, as small bars; the numbers are in the title and for screen readers.
import {h} from './dom.js';
import {ofSet} from './colours.js';
import {placeOf, sameSet} from './sets.js';

export function layerBars(counts, sets) {
  const of = set => counts.find(c => sameSet(c, set))?.features ?? 0;
  const most = Math.max(1, ...sets.map(of));
  const words = sets.map(s => `${placeOf(s)}: ${of(s)}`).join(', ');
  return h('span.bars', {title: words, role: 'img', 'aria-label': words}, sets.map(set => h('i', h('u', {
    style: {height: (of(set) ? Math.max(2, 18 * of(set) / most) : 0) + 'px', background: ofSet(set, sets)},
  }))));
}
