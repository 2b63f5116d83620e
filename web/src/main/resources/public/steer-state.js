// What the page Steer is set to: all of it is in its address, and what was set last is taken up again from anywhere.
import {query} from './api.js';
import {h} from './dom.js';
import {address} from './format.js';

export const CHANGES = ['add', 'clamp', 'ablate', 'project-out', 'delta-decode'];
export const MOST_FEATURES = 20;
export const MOST_STRENGTH = 1000;
const WITHOUT = ['ablate', 'project-out'];

export const takesStrength = change => !WITHOUT.includes(change);

const USUAL = {prompt: '', tokens: 40, temperature: 0.7, topP: 1, topK: 0, seed: 0, positions: 'all', correct: 'none', minAbsR: 0.3, chat: null, system: ''};
const NUMBERS = {tokens: [1, 500], temperature: [0, 10], topP: [0.01, 1], topK: [0, 1000], seed: [0, 2 ** 48], minAbsR: [0, 1]};
const WORDS = {positions: ['all', 'prompt', 'generated'], correct: ['none', 'insulate', 'cohere']};

/** A button that takes features along to the page Steer, beside those that are there. */
export const steerButton = (context, features, selector = 'a.button', text = 'Steer') =>
  h(selector, {href: context.to('steer', {add: features.slice(0, MOST_FEATURES).map(address).join(',')}), title: 'Turn it up or down while the model writes',
    'aria-label': features.length === 1 ? `${text} ${address(features[0])}` : text}, text);

/** What an address says; what it says wrongly is left out. */
export function parse(params) {
  const state = {...USUAL, features: []};
  for (const name of ['prompt', 'system']) state[name] = params.get(name) ?? '';
  for (const [name, [least, most]] of Object.entries(NUMBERS)) {
    const value = params.get(name);
    if (value !== null && value !== '' && Number(value) >= least && Number(value) <= most) state[name] = Number(value);
  }
  for (const [name, words] of Object.entries(WORDS)) if (words.includes(params.get(name))) state[name] = params.get(name);
  if (params.has('chat')) state.chat = params.get('chat') === '1';
  for (const text of (params.get('f') ?? '').split(',').filter(Boolean)) {
    const feature = parseFeature(text);
    if (feature && !state.features.some(f => f.address === feature.address)) state.features.push(feature);
  }
  state.features.splice(MOST_FEATURES);
  return state;
}

/** 15-res/792:1, 15-res/792:clamp:0.5 or 15-res/792:ablate */
function parseFeature(text) {
  const [place, ...rest] = text.split(':');
  if (!/^\d{1,4}-[A-Za-z0-9._-]+\/\d{1,9}$/.test(place)) return null;
  const change = CHANGES.includes(rest[0]) ? rest.shift() : 'add';
  const strength = Number(rest[0] ?? NaN);
  if (!takesStrength(change)) return {address: place, change, strength: 1};
  return Number.isFinite(strength) && Math.abs(strength) <= MOST_STRENGTH ? {address: place, change, strength} : null;
}

const written = f => [f.address, ...(f.change === 'add' ? [] : [f.change]), ...(takesStrength(f.change) ? [f.strength] : [])].join(':');

/** The parameters of its address; what is as usual is left out. */
export function parameters(state) {
  const all = {f: state.features.map(written).join(',')};
  for (const [name, usual] of Object.entries(USUAL)) if (name !== 'chat' && state[name] !== usual) all[name] = state[name];
  if (state.chat !== null) all.chat = state.chat ? '1' : '0';
  return all;
}

/** Which of two states is the same as the other. */
export const same = (a, b) => query(parameters(a)) === query(parameters(b));

/** What the server is asked. model: what it says of itself. */
export function request(state, model, id) {
  return {
    id, prompt: state.prompt, tokens: state.tokens, temperature: state.temperature, topP: state.topP, topK: state.topK, seed: state.seed,
    positions: state.positions, correct: state.correct, minAbsR: state.minAbsR,
    chat: asksChat(state, model), ...(asksChat(state, model) && state.system && {system: state.system}),
    features: state.features.map(f => ({feature: f.address, change: f.change, ...(takesStrength(f.change) && {strength: f.strength})})),
  };
}

/** Models that were made for chats are asked in one unless it is switched off. */
export const asksChat = (state, model) => model.chat && state.chat !== false;

/** With further features; several are turned up by less each. */
export function withFeatures(state, addresses) {
  const more = addresses.filter(a => !state.features.some(f => f.address === a)).slice(0, MOST_FEATURES - state.features.length);
  const strength = Math.max(0.1, Math.round(20 / Math.max(1, more.length)) / 20);
  return {...state, features: [...state.features, ...more.map(a => ({address: a, change: 'add', strength}))]};
}

const place = context => `steergraph.steer.${context.model}.${context.currentRun.id}`;

/** What was set when the page was last left, of this run; null if nothing was, or the browser keeps nothing. */
export function last(context) {
  try {
    const text = sessionStorage.getItem(place(context));
    return text === null ? null : parse(new URLSearchParams(text));
  } catch {
    return null;
  }
}

export function keep(context, state) {
  try {
    sessionStorage.setItem(place(context), query(parameters(state)).slice(1));
  } catch (error) {
    console.info('what was set is not kept:', error.message);
  }
}
