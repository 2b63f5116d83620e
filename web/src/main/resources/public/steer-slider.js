// A slider for the strength of a feature, with the band of useful strengths marked where it is known.
import {h} from './dom.js';
import {digits} from './format.js';
import {MOST_STRENGTH} from './steer-state.js';

const STEP = 0.05;

/** onInput: while it moves; onChange: when it stays. */
export function slider({name, value, least = -2, feature, onChange}) {
  const known = [feature?.bandHigh, feature?.bandBreaks].filter(isKnown);
  const most = Math.max(2, Math.ceil(Math.max(Math.abs(value), ...known)));
  const from = least < 0 ? -most : 0;
  const part = x => `${(100 * (Math.max(from, Math.min(most, x)) - from) / (most - from)).toFixed(1)}%`;
  const range = h('input', {type: 'range', min: String(from), max: String(most), step: String(STEP), 'aria-label': `Strength of ${name}`});
  const number = h('input', {type: 'number', min: String(Math.max(from, least < 0 ? -MOST_STRENGTH : 0)), max: String(MOST_STRENGTH), step: 'any', 'aria-label': `Strength of ${name}, as a number`});
  range.value = value;
  number.value = value;
  range.addEventListener('input', () => { number.value = range.value; });
  range.addEventListener('change', () => onChange(Number(range.value)));
  number.addEventListener('change', () => { if (number.value !== '' && number.reportValidity()) onChange(Number(number.value)); });
  return h('div.strength',
    h('div.track', range, h('div.scale', {'aria-hidden': 'true'},
      from < 0 ? h('i.zero', {style: {left: part(0)}}) : null,
      isKnown(feature?.bandLow) && isKnown(feature?.bandHigh)
        ? h('i.usable', {style: {left: part(feature.bandLow), right: `calc(100% - ${part(feature.bandHigh)})`}}) : null,
      isKnown(feature?.bandBreaks) ? h('i.breaks', {style: {left: part(feature.bandBreaks)}}) : null)),
    number);
}

/** What is known of useful strengths, in words. */
export function bandText(feature) {
  if (!feature || !isKnown(feature.bandLow) && !isKnown(feature.bandBreaks)) return null;
  const band = isKnown(feature.bandLow) && isKnown(feature.bandHigh) ? `usable from ${digits(feature.bandLow, 2)} to ${digits(feature.bandHigh, 2)}` : 'no usable strength found';
  return isKnown(feature.bandBreaks) ? `${band}, breaks at ${digits(feature.bandBreaks, 2)}` : band;
}

/** The middle of the band, or 1. */
export const usualStrength = feature => (isKnown(feature?.bandLow) && isKnown(feature?.bandHigh) ? Math.round(10 * (feature.bandLow + feature.bandHigh)) / 20 : 1);

const isKnown = x => x !== null && x !== undefined;
