// What the colours of a heatmap mean.
import {h} from './dom.js';
import {ofSigned} from './colours.js';

const STEPS = 24;

/** from: −1 for a scale about zero, 0 for one that begins there. ends: what its two ends (and its middle) say. */
export function heatLegend({title, from, ends, blank}) {
  const step = (1 - from) / STEPS;
  return h('div.legend.heat-legend', {'aria-label': 'Legend'}, h('b', title),
    h('span.diverging', {'aria-hidden': 'true'}, Array.from({length: STEPS + 1}, (_, k) => h('i', {style: {background: `rgb(${ofSigned(from + k * step).join(',')})`}})),
      h('span.ends', ends.map(text => h('span', text)))),
    h('span.quiet', blank));
}
