// Features of SAEs that are at Neuronpedia have a page there; other people's SAEs may not, so nothing is linked for them.
import {h} from './dom.js';

const PAGE = /^https:\/\/www\.neuronpedia\.org\//;

/** The address of a feature's page, or null. */
export function neuronpediaAddress(f) {
  return f.neuronpedia && PAGE.test(f.neuronpedia) ? f.neuronpedia : null;
}

export function neuronpediaLink(f) {
  const href = neuronpediaAddress(f);
  return href && h('a.button', {href, target: '_blank', rel: 'noopener noreferrer'}, 'Neuronpedia ↗');
}
