import {file, get, lines, query, refusal, remove} from '../api.js';
import {empty, h, replace} from '../dom.js';
import {plural} from '../format.js';
import {form} from '../steer-form.js';
import {result} from '../steer-result.js';
import {asksChat, keep, last, parameters, parse, request, same, withFeatures} from '../steer-state.js';

export async function show(context) {
  document.title = 'Steer · SteerGraph';
  const model = await context.ask('/api/model', {});
  const head = h('header.head', h('h1', 'Steer'), h('p.lead', 'What the model writes by itself, and what it writes while features are turned up or down.'));
  if (!model.available || !model.predictsText) return {node: h('div.page', head, cannot(context, model))};
  const page = pageOf(context, model);
  const update = async next => {
    page.follow(next);
    await page.set(stateOf(next));
  };
  await update(context);
  return {node: h('div.page', head, page.node), update, entered: () => page.address(), leave: () => page.stop()};
}

function cannot(context, model) {
  if (!model.available) return empty('Nothing can be steered here', model.problem);
  return empty('This model writes nothing', `${model.model} has no language-model head, so that there is no text to steer. Its features can be looked at in a text of your own.`,
    h('a.button.primary', {href: context.to('text')}, 'Own text'));
}

/** What the address says; features that were brought along are put to what was set last. */
function stateOf(context) {
  const {params} = context;
  const said = [...params.keys()].some(name => !['run', 'add'].includes(name));
  const base = said ? parse(params) : last(context) ?? parse(params);
  const brought = (params.get('add') ?? '').split(',').filter(text => /^\d{1,4}-[A-Za-z0-9._-]+\/\d{1,9}$/.test(text));
  return brought.length ? withFeatures(base, brought) : base;
}

function pageOf(first, model) {
  let context = first;
  let state = null;
  let running = null;
  const known = new Map();
  const controls = h('form.card.steer-form', {onsubmit: e => { e.preventDefault(); generate(); }});
  const said = h('p.steer-status', {role: 'status'});
  const begin = h('button.primary', {type: 'submit', form: 'steer-form'}, 'Generate ', h('kbd', 'Ctrl ↵'));
  const end = h('button', {type: 'button', hidden: true, onclick: () => stop()}, 'Stop');
  const other = h('button', {type: 'button', title: 'Both texts with the next seed', onclick: () => { change({seed: state.seed + 1}); generate(); }}, 'Another seed');
  const copy = h('button', {type: 'button', onclick: () => copyLink()}, 'Copy link');
  const recipe = h('button', {type: 'button', onclick: () => exportRecipe()}, 'Export recipe');
  const shown = result(context);
  controls.id = 'steer-form';

  const draw = () => {
    const open = controls.querySelector('.writing')?.open;
    replace(controls, form({context, state, model, known, change, go: generate}));
    controls.querySelector('.writing').open = Boolean(open);
    recipe.disabled = state.features.length === 0;
  };
  const change = changes => {
    state = {...state, ...changes};
    keep(context, state);
    const active = /** @type {HTMLInputElement | null} */ (document.activeElement);
    const had = active?.getAttribute('aria-label') ?? active?.name;
    draw();
    // What took the place of the control that was used has the focus.
    if (had) [...controls.querySelectorAll('input, select, button, textarea')].find(e => (e.getAttribute('aria-label') ?? e.name) === had)?.focus({preventScroll: true});
    address();
    learn();
  };
  /** The address says all that is set. */
  const address = () => {
    const url = context.to('steer', parameters(state));
    if (url !== location.pathname + location.search) history.replaceState(history.state, '', url);
  };
  /** Labels and bands of features that nothing is known of yet. */
  const learn = async () => {
    const unknown = state.features.map(f => f.address).filter(a => !known.has(a));
    if (!unknown.length) return;
    await Promise.all(unknown.map(async a => known.set(a, await get(`/api/features/${a}`, {model: context.model, run: context.run, contexts: 1, correlates: 1}).then(body => body.feature, error => error))));
    draw();
  };
  const set = async next => {
    const changed = !state || !same(state, next);
    if (changed) {
      state = next;
      keep(context, state);
      draw();
    }
    if (controls.isConnected) address();
    if (changed) await learn();
  };

  const ofRun = () => query({model: context.model, run: context.run});
  const busy = own => {
    running = own;
    begin.hidden = other.hidden = Boolean(own);
    end.hidden = !own;
    shown.node.setAttribute('aria-busy', String(Boolean(own)));
  };

  async function generate() {
    stop();
    const prompt = controls.querySelector('textarea').value;
    if (prompt !== state.prompt) change({prompt});
    if (!prompt) {
      said.textContent = 'Write a text for the model to go on with.';
      controls.querySelector('textarea').focus();
      return;
    }
    const own = {id: crypto.randomUUID?.() ?? String(Math.random()).slice(2), abort: new AbortController()};
    busy(own);
    shown.begin(prompt, asksChat(state, model));
    said.textContent = 'Asking the model …';
    try {
      await lines('/api/steer' + ofRun(), request(state, model, own.id), own.abort.signal, line => {
        if (running !== own) return;
        if (line.event === 'failed') throw refusal(line.problem);
        said.textContent = progress(line) ?? said.textContent;
        shown.take(line);
      });
      if (running === own) busy(null);
    } catch (error) {
      if (running !== own) return;
      busy(null);
      if (error.name === 'AbortError') return;
      said.textContent = error.status === 429 ? error.message : '';
      if (error.status !== 429) context.fail(error);
    }
  }

  function stop() {
    if (!running) return;
    const own = running;
    busy(null);
    said.textContent = 'Stopped.';
    // What has not begun to answer is given up by its name.
    remove(`/api/steer/${own.id}`).catch(error => console.info(error.message));
    own.abort.abort();
  }

  async function copyLink() {
    address();
    await navigator.clipboard.writeText(location.href);
    copy.textContent = 'Copied';
    setTimeout(() => { copy.textContent = 'Copy link'; }, 1500);
  }

  async function exportRecipe() {
    try {
      const {name, blob} = await file('/api/steer/recipe' + ofRun(), request(state, model));
      const link = h('a', {href: URL.createObjectURL(blob), download: name, target: '_blank'});
      document.body.append(link);
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    } catch (error) {
      context.fail(error);
    }
  }

  return {
    node: h('div', controls, h('p.actions.steer-actions', begin, end, other, recipe, copy), said, shown.node),
    set, stop, address, follow: next => { context = next; },
  };
}

function progress(line) {
  switch (line.event) {
    case 'waiting': return `${plural(line.ahead, 'request comes', 'requests come')} first …`;
    case 'loading': return `Loading ${line.model} …`;
    case 'started': return 'Writing …';
    case 'written': return 'Looking at what else moved …';
    case 'done': return 'Done.';
    case 'stopped': return 'Stopped.';
    default: return null;
  }
}
