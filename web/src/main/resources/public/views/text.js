import {post, query} from '../api.js';
import {empty, h, replace, table} from '../dom.js';
import {opacityOf} from '../colours.js';
import {featureLink, idLink} from '../feature-parts.js';
import {address, digits, percent, plural, sentence} from '../format.js';
import {placeOf, setShort} from '../sets.js';
import {steerButton} from '../steer-state.js';
import {prettyLabel, texts} from '../tokens.js';

const MOST_ROWS = 15;
/** From this opacity on, black has more contrast on the fire's colour in the dark than white has. */
const STRONG = 0.64;

export async function show(context) {
  document.title = 'Own text · SteerGraph';
  const model = await context.ask('/api/model', {});
  const head = h('header.head', h('h1', 'Own text'), h('p.lead', 'Which features are active at each token of a text that you write.'));
  if (!model.available) return {node: h('div.page', head, empty('No text can be read here', model.problem))};
  const box = h('textarea', {name: 'text', rows: '3', maxlength: '5000', spellcheck: 'false', placeholder: 'The bank of the river was steep.',
    onkeydown: e => { if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) { e.preventDefault(); form.requestSubmit(); } }});
  const said = h('p.text-status', {role: 'status'});
  const results = h('div.own-text');
  let current = context;
  let read = null; // {text, body}
  const form = h('form.card', {onsubmit: e => {
    e.preventDefault();
    current.navigate(current.to('text', {text: box.value}));
  }}, h('label.block', 'Text', box), h('p.actions', h('button.primary', {type: 'submit'}, 'Read ', h('kbd', 'Ctrl ↵'))));
  const update = async next => {
    current = next;
    const text = next.params.get('text') ?? '';
    if (document.activeElement !== box) box.value = text;
    if (!text) {
      read = null;
      said.textContent = '';
      replace(results);
      return;
    }
    if (read?.text !== text) {
      said.textContent = model.loaded ? 'Reading …' : `Loading ${model.model} …`;
      try {
        const body = await post('/api/own-text' + query({model: next.model, run: next.run}), {text}, next.signal);
        read = {text, body};
        model.loaded = true;
        said.textContent = '';
      } catch (error) {
        if (error.name !== 'AbortError') said.textContent = sentence(error.message);
        if (![400, 429].includes(error.status)) throw error;
        read = null;
        replace(results);
        return;
      }
    }
    replace(results, draw(next, read.body));
  };
  await update(context);
  return {node: h('div.page', head, form, said, results), update};
}

function draw(context, body) {
  const known = new Map(body.features.map(f => [address(f), f]));
  const feature = (set, index) => known.get(`${set.layer}-${set.sae}/${index}`) ?? {model: context.model, layer: set.layer, sae: set.sae, index, label: null, max: null};
  const at = Number(context.params.get('t') ?? NaN);
  const token = Number.isInteger(at) && body.rows[at] ? at : null;
  const chosen = context.params.get('f');
  const text = context.params.get('text');
  const link = changes => context.to('text', {text, t: token, f: chosen, ...changes});
  const go = changes => context.navigate(link(changes), {replace: true});
  return [
    h('section.card', h('h2', 'Tokens ', h('small', chosen ? `coloured by ${nameOf(chosen, known)}` : 'choose one to see its features')), tokens(body, {token, chosen, known, go}),
      h('p.actions', chosen ? h('a.button.small', {href: link({f: ''})}, 'No colours') : null, token !== null ? h('a.button.small', {href: link({t: ''})}, 'All tokens') : null)),
    body.notes.map(note => h('p.quiet', note)),
    body.sets.length ? h('div.own-sets', body.sets.map(set => section(context, set, feature, {token, chosen, link, tokens: body.tokens})))
      : empty('No features to show', 'None of the run’s SAEs is at hand.'),
  ];
}

const nameOf = (chosen, known) => (known.has(chosen) ? prettyLabel(known.get(chosen).label) : chosen);

/** Arrow keys lead from token to token; Enter chooses. */
function tokens(body, {token, chosen, known, go}) {
  const shown = texts(body.tokens);
  const values = chosen ? valuesOf(body, chosen) : null;
  const max = chosen ? known.get(chosen)?.max ?? Math.max(...values.values(), 0) : 0;
  const line = h('p.text.own-tokens', {role: 'group', 'aria-label': 'Tokens of the text'});
  const first = token ?? body.rows.indexOf(true);
  const parts = shown.map(({space, text}, i) => {
    const opacity = values ? opacityOf(values.get(i) ?? 0, max) : 0;
    const fires = values?.get(i);
    if (!body.rows[i]) return [space, h('span.special', {title: 'no row of the run: its features mean nothing'}, text)];
    return [space, h('button.token', {type: 'button', 'data-token': String(i), 'aria-pressed': String(i === token), tabindex: i === first ? '0' : '-1',
      title: fires ? `${body.tokens[i]} · ${fires.toFixed(3)}` : body.tokens[i], ...(fires && {'data-fires': fires.toFixed(3)}), ...(opacity >= STRONG && {'data-strong': ''}),
      style: fires ? {'--fire': opacity.toFixed(3)} : {}, onclick: () => go({t: i === token ? '' : i})}, text)];
  });
  line.addEventListener('keydown', event => {
    const step = {ArrowLeft: -1, ArrowRight: 1}[event.key];
    if (!step) return;
    const all = [...line.querySelectorAll('button')];
    const next = all[all.indexOf(document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    /** @type {HTMLElement} */ (document.activeElement).tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
  line.append(...parts.flat());
  return line;
}

/** The activation of a feature at each token where it has one. */
function valuesOf(body, chosen) {
  const [, layer, sae, index] = /^(\d+)-(.+)\/(\d+)$/.exec(chosen) ?? [];
  const set = body.sets.find(s => String(s.layer) === layer && s.sae === sae);
  const values = new Map();
  set?.tokens.forEach((active, i) => active.filter(a => String(a.index) === index).forEach(a => values.set(i, a.value)));
  return values;
}

function section(context, set, feature, {token, chosen, link, tokens: words}) {
  const rows = token === null ? strongest(set, feature) : set.tokens[token].map(a => ({f: feature(set, a.index), value: a.value, token}));
  const shown = rows.slice(0, MOST_ROWS);
  return h('section', h('h2', sentence(placeOf(set)), ' ', h('small', rows.length > shown.length ? `${shown.length} of ${plural(rows.length, 'active feature')}` : plural(rows.length, 'active feature'))),
    shown.length ? table([
      {title: token === null ? 'Most' : 'Activation', numeric: true, cell: r => digits(r.value, 3), hint: token === null ? 'its strongest activation in this text' : 'at this token'},
      {title: 'Of max', numeric: true, cell: r => (r.f.max ? percent(r.value / r.f.max) : '–'), hint: 'share of its largest activation in the run'},
      {title: 'Feature', cell: r => idLink(context, r.f)},
      {title: 'Fires on', cell: r => featureLink(context, r.f), className: 'wide'},
      token === null ? {title: 'Here', cell: r => h('code', words[r.token].replace(/^[Ġ▁]/, ''))} : null,
      {title: '', cell: r => h('span.row-actions', h('a.button.small', {href: link({f: address(r.f) === chosen ? '' : address(r.f)}), 'aria-current': address(r.f) === chosen ? 'true' : null,
        title: 'Colour the tokens by it'}, 'Colour'), steerButton(context, [r.f], 'a.button.small'))},
    ].filter(Boolean), shown, {className: 'dense', onRow: (tr, r) => tr.classList.toggle('chosen', address(r.f) === chosen)})
      : h('p.quiet', `Nothing of ${setShort(set)} is active ${token === null ? 'in this text' : 'at this token'}.`));
}

/** By share of their largest activation, each where it is strongest. */
function strongest(set, feature) {
  const best = new Map();
  set.tokens.forEach((active, token) => active.forEach(a => {
    if (!(best.get(a.index)?.value >= a.value)) best.set(a.index, {f: feature(set, a.index), value: a.value, token});
  }));
  const share = r => (r.f.max ? r.value / r.f.max : 0);
  return [...best.values()].sort((a, b) => share(b) - share(a) || a.f.index - b.f.index);
}
