// Links that leave only the features of a layer, of a set where a layer has several, or of a site where the run has several.
import {h} from './dom.js';
import {sitesOf} from './sets.js';

/** sets: those to choose among; link({layer, set, site}): the address of a choice. The choice is read from the address. */
export function placeFilter(context, sets, link) {
  const [layer, set, site] = placeParameters(context);
  const layers = [...new Set(sets.map(s => s.layer))];
  const toggle = (text, on, changes) => h('a.toggle', {href: link({layer, set, site, ...changes}), 'aria-current': on ? 'true' : null}, text);
  const ofLayer = l => sets.filter(s => s.layer === l);
  const sites = sitesOf();
  return [h('div.filter', {role: 'group', 'aria-label': 'Layer'},
    toggle('All layers', layer === '' && set === '', {layer: '', set: ''}),
    layers.map(l => [toggle('Layer ' + l, String(l) === layer && set === '', {layer: l, set: ''}),
      ofLayer(l).length > 1 ? ofLayer(l).map(s => toggle(`${l} · ${s.sae}`, String(l) === layer && s.sae === set, {layer: l, set: s.sae})) : []])),
  sites.length > 1 ? h('div.filter', {role: 'group', 'aria-label': 'Site'}, toggle('All sites', site === '', {site: ''}),
    sites.map(s => toggle(s, s === site, {site: s}))) : null].filter(Boolean);
}

/** layer, set and site of the address. */
export const placeParameters = context => ['layer', 'set', 'site'].map(name => context.params.get(name) ?? '');

/** " in layer 3", " in layer 3 of res-16k at mlp_out", or nothing. */
export function inPlace(context) {
  const [layer, set, site] = placeParameters(context);
  return [layer && ` in layer ${layer}`, set && ` of ${set}`, site && ` at ${site}`].filter(Boolean).join('');
}
