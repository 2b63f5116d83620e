// GemmaScope's features have a page at Neuronpedia; other people's SAEs may not, so nothing is linked for them.
import {h} from './dom.js';
import {source} from './format.js';

const MODELS = /^gemma-(2-(2b|9b|9b-it)|3-(270m|1b|4b|12b|27b)(-it)?)$/;

/** The address of a GemmaScope feature's page, or null. */
export function neuronpediaAddress(f) {
  const model = f.model.split('/').pop().toLowerCase();
  if (!MODELS.test(model) || !/^gemmascope(-2)?-/.test(f.sae)) return null;
  return `https://www.neuronpedia.org/${model}/${source(f)}/${f.index}`;
}

export function neuronpediaLink(f) {
  const href = neuronpediaAddress(f);
  return href && h('a.button', {href, target: '_blank', rel: 'noopener noreferrer'}, 'Neuronpedia ↗');
}
