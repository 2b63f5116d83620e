// Colours with meaning: sign and size of a correlation, layer, community. Each is also said in words or by dashes.
import {sameSet} from './sets.js';

/** ColorBrewer's PRGn: purple for negative, green for positive. In the dark its middle is dark, so weak stays faint. */
const SIGN = {
  light: ['#762a83', '#9970ab', '#c2a5cf', '#d9d9d9', '#a6dba0', '#5aae61', '#1b7837'],
  dark: ['#dcb6e8', '#b184c4', '#7d5a8c', '#4a4f57', '#4c7f52', '#6cbf74', '#a8e6a3'],
};
const LAYERS = {light: ['#8fc1e3', '#3f8fc9', '#084081'], dark: ['#d6e8f7', '#7ab8e6', '#2f7fc4']};

const DENSITY = {light: ['#f2c36b', '#e0702f', '#7a1f3d'], dark: ['#6b2d5c', '#e0702f', '#ffe08a']};

/** Okabe and Ito's eight, told apart by most eyes; their black is white in the dark. */
const COMMUNITIES = ['#E69F00', '#56B4E9', '#009E73', '#F0E442', '#0072B2', '#D55E00', '#CC79A7'];
const EIGHTH = {light: '#000000', dark: '#ffffff'};
const REST = {light: '#a9afb8', dark: '#6a717c'};

export function theme() {
  const chosen = document.documentElement.dataset.theme;
  return chosen || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
}

export const ofR = r => ramp(SIGN[theme()], (Math.max(-1, Math.min(1, r)) + 1) / 2);

/** ColorBrewer's PRGn as a surface: the middle is the paper, so that nothing looks like nothing. */
const SURFACE = {
  light: ['#40004b', '#762a83', '#9970ab', '#d6c2e0', '#ffffff', '#bfe3ba', '#5aae61', '#1b7837', '#00441b'],
  dark: ['#f0d3fa', '#cf9fe0', '#9a6aae', '#4c3556', '#171a20', '#2c4a30', '#5f9e66', '#93d69a', '#d3f7d6'],
};

/** x: −1 to 1. Returns [r, g, b]. */
export const ofSigned = x => mixed(SURFACE[theme()], (Math.max(-1, Math.min(1, x)) + 1) / 2);

/** Of a feature or set, by its place among the sets of the run in the order of depth. */
export function ofSet(f, sets) {
  const at = sets.findIndex(s => sameSet(s, f));
  return ramp(LAYERS[theme()], sets.length > 1 && at >= 0 ? at / (sets.length - 1) : 0.5);
}

/** share: 0 for the rarest feature, 1 for the densest. */
export const ofDensity = share => ramp(DENSITY[theme()], Math.max(0, Math.min(1, share)));

/** largest: community numbers by size, largest first. */
export function ofCommunity(number, largest) {
  const at = largest.indexOf(number);
  return at === COMMUNITIES.length ? EIGHTH[theme()] : COMMUNITIES[at] ?? REST[theme()];
}

/** Proportional to the root of the strength. */
export const widthOf = r => 5 * Math.sqrt(Math.abs(r));

/** How strongly a token fires, of the feature's maximum: the opacity behind it. */
export const opacityOf = (value, max) => (value > 0 && max > 0 ? 0.05 + 0.95 * Math.log10(1 + 9 * Math.min(1, value / max)) : 0);

const ramp = (colours, t) => `rgb(${mixed(colours, t).join(',')})`;

function mixed(colours, t) {
  const x = t * (colours.length - 1);
  const i = Math.min(colours.length - 2, Math.floor(x));
  const [a, b] = [rgb(colours[i]), rgb(colours[i + 1])];
  return a.map((v, k) => Math.round(v + (b[k] - v) * (x - i)));
}

const rgb = hex => [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));
