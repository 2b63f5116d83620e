// What the features of the run that is shown are called, and their sets. Where a layer has one set, the layer says which; the
// site is said where the run has several.

let sets = [];

/** Said once for each address. given: the run's sets in the order of depth, as the server lists them. */
export function nameFeaturesOf(given) {
  sets = given;
}

/** Whether a layer has more than one set. */
export const hasSeveral = layer => sets.filter(s => s.layer === layer).length > 1;

/** Whether the run has features of more than one site. */
export const manySites = () => sitesOf().length > 1;

/** Whether any layer of the run has more than one set. */
export const manySets = () => sets.some(s => hasSeveral(s.layer));

/** The sites of the run, in the order of their first set. */
export const sitesOf = () => [...new Set(sets.map(s => s.site).filter(Boolean))];

/** The site of a feature or set, where it is not the run's only one. */
export const siteOf = f => (manySites() && f.site) || '';

/** 3 or 3/res-16k of a feature or set. */
export const setShort = f => (hasSeveral(f.layer) ? `${f.layer}/${f.sae}` : String(f.layer));

/** 3:650, or 3/res-16k:650 where its layer has several sets. */
export const short = f => `${setShort(f)}:${f.index}`;

/** "layer 3", "layer 3 · mlp_out", "layer 3 · res-16k · resid_post". */
export const placeOf = f => ['layer ' + f.layer, hasSeveral(f.layer) && f.sae, siteOf(f)].filter(Boolean).join(' · ');

/** Ascends as a pass through the model does. */
export const depthOf = f => f.depth ?? 16 * f.layer;

export const sameSet = (a, b) => a.layer === b.layer && a.sae === b.sae;

/** "Layer 3" or "Layer 3 · mlp_out" of a depth. */
export function columnTitle(depth) {
  const here = sets.filter(s => depthOf(s) === depth);
  const sites = [...new Set(here.map(siteOf).filter(Boolean))];
  return ['Layer ' + (here[0]?.layer ?? Math.floor(depth / 16)), ...sites].join(' · ');
}
