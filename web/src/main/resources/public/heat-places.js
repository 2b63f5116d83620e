// What a side of a heatmap may be, {layer, set}: a layer, or one set of a layer that has several.
import {hasSeveral, placeOf} from './sets.js';

export const choiceOf = s => ({layer: s.layer, set: hasSeveral(s.layer) ? s.sae : ''});

/** Every layer, and every set where a layer has several. */
export const choicesOf = sets => [...new Set(sets.map(s => s.layer))].flatMap(layer =>
  [{layer, set: ''}, ...(hasSeveral(layer) ? sets.filter(s => s.layer === layer).map(choiceOf) : [])]);

/** As a form has it: 3 or 3/res-16k. */
export const valueOf = c => (c.set ? `${c.layer}/${c.set}` : String(c.layer));

export function choiceOfValue(value) {
  const [layer, ...set] = value.split('/');
  return {layer: Number(layer), set: set.join('/')};
}

export const isIn = (choice, f) => f.layer === choice.layer && (!choice.set || f.sae === choice.set);

/** "layer 3", "layer 3, all sets", "layer 3 · res-16k". */
export function nameOf(choice, sets) {
  if (!choice.set && hasSeveral(choice.layer)) return `layer ${choice.layer}, all sets`;
  return placeOf(sets.find(s => isIn(choice, s)) ?? choice);
}
