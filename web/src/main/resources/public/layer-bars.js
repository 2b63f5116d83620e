// How many of a community's features lie in each layer, as small bars; the numbers are in the title and for screen readers.
import {h} from './dom.js';
import {ofLayer} from './colours.js';

export function layerBars(counts, layers) {
  const of = layer => counts.find(c => c.layer === layer)?.features ?? 0;
  const most = Math.max(1, ...layers.map(of));
  const words = layers.map(l => `layer ${l}: ${of(l)}`).join(', ');
  return h('span.bars', {title: words, role: 'img', 'aria-label': words}, layers.map(layer => h('i', h('u', {
    style: {height: (of(layer) ? Math.max(2, 18 * of(layer) / most) : 0) + 'px', background: ofLayer(layer, layers)},
  }))));
}
