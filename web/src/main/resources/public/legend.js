// What the drawing's colours, dashes and widths mean.
import {h} from './dom.js';
import {ofCommunity, ofR, ofSet} from './colours.js';
import {manySets, placeOf} from './sets.js';

const SVG = 'http://www.w3.org/2000/svg';

export function legend({sets, colour = 'layer', largest = [], edges = 'r'}) {
  const nodes = colour === 'community'
    ? [...largest.slice(0, 8).map(n => dot(ofCommunity(n, largest), '#' + n)), dot(ofCommunity(-1, largest), 'other communities')]
    : sets.map(set => dot(ofSet(set, sets), placeOf(set)));
  return h('div.legend', {'aria-label': 'Legend'},
    h('span.group', h('b', colour === 'community' ? 'Community' : manySets() ? 'Set' : 'Layer'), nodes),
    h('span.group', h('b', edges), [-0.8, -0.3, 0.3, 0.8].map(r => h('span', line(r), (r < 0 ? '−' : '+') + Math.abs(r)))),
    h('span.group.quiet', `dashes: negative · width: √|${edges}| · dot size: number of correlates`));
}

const dot = (colour, text) => h('span', h('i.dot', {style: {background: colour}}), text);

function line(r) {
  const svg = document.createElementNS(SVG, 'svg');
  const stroke = document.createElementNS(SVG, 'line');
  for (const [k, v] of Object.entries({width: 34, height: 8, viewBox: '0 0 34 8', 'aria-hidden': 'true'})) svg.setAttribute(k, String(v));
  for (const [k, v] of Object.entries({x1: 1, x2: 33, y1: 4, y2: 4, stroke: ofR(Math.sign(r) * (0.3 + 0.7 * Math.abs(r))), 'stroke-width': 5 * Math.sqrt(Math.abs(r))})) stroke.setAttribute(k, String(v));
  if (r < 0) stroke.setAttribute('stroke-dasharray', '6 4');
  svg.append(stroke);
  return svg;
}
