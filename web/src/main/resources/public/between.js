// What runs between two communities: members of one at the left, of the other at the right, a line for each correlation.
import {ofR, widthOf} from './colours.js';
import {short, signed} from './format.js';
import {prettyLabel} from './tokens.js';

const SVG = 'http://www.w3.org/2000/svg';
const ROW = 22;
const [LEFT, RIGHT, WIDTH] = [188, 332, 520];
const LABEL = 22;

/** pairs: {source, target, r}, source in the community at the left. open(feature): when one is clicked. */
export function between(pairs, label) {
  const sides = [place(pairs.map(p => p.source)), place(pairs.map(p => p.target))];
  const rows = Math.max(...sides.map(s => s.size));
  const svg = element('svg', {viewBox: `0 0 ${WIDTH} ${rows * ROW + 8}`, class: 'between-drawing', role: 'img', 'aria-label': label});
  const y = (side, key) => 4 + (side.get(key).at + 0.5 + (rows - side.size) / 2) * ROW;
  for (const p of [...pairs].reverse()) {
    const [from, to] = [y(sides[0], p.source.key), y(sides[1], p.target.key)];
    const line = element('path', {d: `M${LEFT + 8},${from} C${LEFT + 80},${from} ${RIGHT - 80},${to} ${RIGHT - 8},${to}`, fill: 'none',
      stroke: ofR(Math.sign(p.r) * (0.3 + 0.7 * Math.abs(p.r))), 'stroke-width': widthOf(p.r), ...(p.r < 0 && {'stroke-dasharray': '6 4'})});
    line.append(title(`${name(p.source)} – ${name(p.target)}: r = ${signed(p.r)}`));
    svg.append(line);
  }
  sides.forEach((side, i) => side.forEach(({feature}) => {
    const [x, at] = [i ? RIGHT : LEFT, y(side, feature.key)];
    const text = element('text', {x: x + (i ? 9 : -9), y: at + 4, 'text-anchor': i ? 'start' : 'end'});
    text.textContent = cut(name(feature));
    text.append(title(name(feature)));
    svg.append(element('circle', {cx: x, cy: at, r: 4.5}), text);
  }));
  return svg;
}

/** key → {feature, at}, in the order of their first, that is strongest, correlation. */
function place(features) {
  const placed = new Map();
  for (const feature of features) if (!placed.has(feature.key)) placed.set(feature.key, {feature, at: placed.size});
  return placed;
}

const name = f => `${short(f)} ${prettyLabel(f.label)}`;
const cut = text => (text.length > LABEL ? text.slice(0, LABEL - 1) + '…' : text);

function title(text) {
  const node = element('title', {});
  node.textContent = text;
  return node;
}

function element(tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}
