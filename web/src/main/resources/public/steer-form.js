// What the page Steer is set with: prompt, features with their strengths, and how the model writes.
import {h} from './dom.js';
import {placeOf, short, siteOf} from './sets.js';
import {address, printed} from './format.js';
import {picker} from './picker.js';
import {bandText, slider, usualStrength} from './steer-slider.js';
import {CHANGES, MOST_FEATURES, asksChat, takesStrength} from './steer-state.js';
import {prettyLabel} from './tokens.js';

const CHANGE_TEXTS = {add: 'add', clamp: 'clamp to', ablate: 'ablate', 'project-out': 'project out', 'delta-decode': 'delta-decode'};
const CHANGE_HINTS = {
  add: 'Adds the feature’s direction, whether it is active or not', clamp: 'Holds its activation there everywhere', ablate: 'Its activation is 0',
  'project-out': 'Leaves nothing in its direction', 'delta-decode': 'As add, but takes away at most what is there',
};

/** The parts of the form. change({...}): what is set otherwise now; known: features by address, as far as they are found. */
export function form({context, state, model, known, change, go}) {
  return [
    h('label.block', asksChat(state, model) ? 'What you say to the model' : 'Text to go on with',
      h('textarea', {name: 'prompt', rows: '3', maxlength: '20000', spellcheck: 'false', placeholder: asksChat(state, model) ? 'Tell me about your day.' : 'Yesterday we went to',
        onchange: e => change({prompt: e.target.value}), onkeydown: e => { if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) { e.preventDefault(); change({prompt: e.target.value}); go(); } }}, state.prompt)),
    features({context, state, known, change}),
    correction({state, change}),
    writing({state, model, change}),
  ];
}

function features({context, state, known, change}) {
  const others = (f, with_) => state.features.flatMap(g => (g === f ? with_ : [g]));
  return h('section', h('h2', 'Features ', h('small', 'strengths count multiples of each feature’s largest activation')),
    state.features.length ? h('ul.steered', state.features.map(f => row(context, f, known.get(f.address), with_ => change({features: others(f, with_)})))) : h('p.quiet', 'None yet: add one here, or press Steer on a feature’s page, in a list, on a path or a community.'),
    state.features.length < MOST_FEATURES ? picker({label: state.features.length ? 'Add another feature' : 'Add a feature', context, onPick: async text => {
      const found = await context.ask('/api/features', {q: text, limit: 1}).then(page => page.items[0], () => null);
      const place = found ? address(found) : text;
      if (found) known.set(place, found);
      if (state.features.every(g => g.address !== place)) change({features: [...state.features, {address: place, change: 'add', strength: usualStrength(found)}]});
    }}) : h('p.quiet', `${MOST_FEATURES} features are as many as can be steered with at once.`));
}

function row(context, f, feature, put) {
  const missing = feature instanceof Error;
  const name = feature && !missing ? `${short(feature)} ${prettyLabel(feature.label)}` : f.address;
  const band = bandText(missing ? null : feature);
  return h('li', {'data-address': f.address},
    h('div.named', missing || !feature ? h('code', f.address) : [h('a.feature', {href: context.to(f.address), title: printed(feature)}, h('span.label', prettyLabel(feature.label))), ' ',
      h('span.id', short(feature), siteOf(feature) ? ` ${siteOf(feature)}` : '')],
    missing ? h('p.wrong', feature.message) : band ? h('small.quiet', band) : null),
    takesStrength(f.change) ? slider({name, value: f.strength, least: f.change === 'clamp' ? 0 : -2, feature: missing ? null : feature, onChange: strength => put([{...f, strength}])})
      : h('span.strength.quiet', CHANGE_HINTS[f.change]),
    h('div.row-actions', h('select', {'aria-label': `What is done to ${name}`, title: CHANGE_HINTS[f.change],
      onchange: e => put([{...f, change: e.target.value, strength: e.target.value === 'clamp' ? Math.abs(f.strength) : f.strength}])},
    CHANGES.map(c => h('option', {value: c, selected: c === f.change, title: CHANGE_HINTS[c]}, CHANGE_TEXTS[c]))),
    h('button.icon', {type: 'button', 'aria-label': `Leave out ${name}`, title: 'Leave out', onclick: () => put([])}, '×')));
}

function correction({state, change}) {
  const on = state.correct !== 'none';
  return h('section.correct', h('label.check', h('input', {type: 'checkbox', name: 'correct', checked: on, onchange: e => change({correct: e.target.checked ? 'cohere' : 'none'})}), 'Correct by neighbours'),
    on ? h('div.fields',
      h('label', 'Features that correlate with those that are added', h('select', {name: 'how', onchange: e => change({correct: e.target.value})},
        h('option', {value: 'cohere', selected: state.correct === 'cohere'}, 'follow as they do in text (cohere)'),
        h('option', {value: 'insulate', selected: state.correct === 'insulate'}, 'are held where they were (insulate)'))),
      h('label', 'Min |r|', h('input', {type: 'number', name: 'minAbsR', min: '0', max: '1', step: '0.05', value: String(state.minAbsR),
        onchange: e => { if (e.target.value !== '' && e.target.reportValidity()) change({minAbsR: Number(e.target.value)}); }})))
      : h('p.quiet', 'Neighbours in the graph, of the same set, can follow or be held back while a feature is added.'));
}

function writing({state, model, change}) {
  const number = (name, title, limits) => h('label', title, h('input', {type: 'number', name, value: String(state[name]), ...limits,
    onchange: e => { if (e.target.value !== '' && e.target.reportValidity()) change({[name]: Number(e.target.value)}); }}));
  return h('details.writing', {open: false}, h('summary', 'How it writes: ', h('span', summary(state, model))),
    h('div.fields',
      number('tokens', 'New tokens at most', {min: '1', max: '500', step: '1'}),
      number('temperature', 'Temperature', {min: '0', max: '10', step: '0.1', title: '0 takes the most likely token always'}),
      number('topP', 'Top p', {min: '0.01', max: '1', step: '0.01'}),
      number('seed', 'Seed', {min: '0', step: '1', title: 'The same for both texts'}),
      h('label', 'Steered tokens', h('select', {name: 'positions', onchange: e => change({positions: e.target.value})},
        [['all', 'all'], ['prompt', 'of the prompt'], ['generated', 'that are added']].map(([v, t]) => h('option', {value: v, selected: v === state.positions}, t)))),
      model.chat ? h('label.check', h('input', {type: 'checkbox', name: 'chat', checked: asksChat(state, model), onchange: e => change({chat: e.target.checked})}), 'Ask it in a chat') : null),
    asksChat(state, model) ? h('label.block', 'What it is told first', h('input', {type: 'text', name: 'system', value: state.system, maxlength: '20000', onchange: e => change({system: e.target.value})})) : null);
}

function summary(state, model) {
  return [`${state.tokens} tokens`, state.temperature === 0 ? 'the most likely each time' : `temperature ${state.temperature}`, `seed ${state.seed}`,
    state.positions !== 'all' && `steers ${state.positions === 'prompt' ? 'the prompt' : 'what is added'}`, asksChat(state, model) && 'in a chat'].filter(Boolean).join(', ');
}

/** "3:650 (layer 3)" of what a model is steered with. */
export const steeredName = s => `${short(s)} ${prettyLabel(s.label)} (${placeOf(s)})`;
