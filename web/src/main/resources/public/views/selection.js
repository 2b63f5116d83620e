// Features that a person has chosen: what they are, what is between them, and what can be done with all of them.
import {post} from '../api.js';
import {MOST_SELECTED, addToBasket, basketOf, setBasket} from '../basket.js';
import {empty, h, replace, table} from '../dom.js';
import {featureColumns} from '../feature-parts.js';
import {address, count, digits, isAddress, keyOfAddress, plural, short} from '../format.js';
import {keepForm, keptList} from '../kept-selections.js';
import {MOST_SEEDS} from '../neighbourhood.js';
import {pathsAmong} from '../paths-among.js';
import {sideBySide} from '../side-by-side.js';
import {submatrix} from '../submatrix.js';
import {steerButton} from '../steer-state.js';

/** Features that are steered with together: more do harm. */
const STEERED = 5;
const SHOWS = {features: 'Features', matrix: 'Correlations', compare: 'Compare', paths: 'Paths'};

export async function show(context) {
  const view = new View();
  await view.load(context);
  return {node: view.node, entered: () => view.enter(), update: next => view.load(next), leave: () => view.leave()};
}

/** Addresses in another order are the same selection. */
const sameAddresses = (a, b) => a.length === b.length && a.every(at => b.includes(at));

class View {
  constructor() {
    this.node = h('div.page.wide-page');
    this.drawn = null;
    // Those that were shown as one's own: back to one of them means to have it again.
    this.owned = new Set();
    this.changed = () => this.follow();
    this.themed = () => this.load(this.context).catch(this.context.fail);
  }

  enter() {
    addEventListener('basketchange', this.changed);
    addEventListener('themechange', this.themed);
  }

  leave() {
    removeEventListener('basketchange', this.changed);
    removeEventListener('themechange', this.themed);
    this.drawn?.destroy();
  }

  async load(context) {
    spellOut(context);
    const addresses = (context.params.get('features') ?? '').split(',').filter(isAddress);
    const {id} = context.currentRun;
    const keys = [...new Set(addresses)].slice(0, MOST_SELECTED).map(at => keyOfAddress(context, at));
    const [body, kept] = await Promise.all([keys.length ? post('/api/submatrix', {keys}, context.signal) : null,
      context.ask('/api/selections', {limit: 200})]);
    const place = new Map(keys.map((key, i) => [key, i]));
    const features = [...(body?.features ?? [])].sort((a, b) => place.get(a.key) - place.get(b.key));
    const state = {context, body, kept, features, addresses: features.map(address), missing: body?.missing ?? [], leftOut: addresses.length - keys.length,
      named: kept.items.find(s => s.name === context.params.get('kept'))};
    const inner = await this.inner(state);
    const written = state.addresses.join(',');
    const again = this.addresses && this.addresses.join(',') !== written && this.owned.has(written);
    this.context = context;
    this.addresses = state.addresses;
    if (again && !sameAddresses(state.addresses, basketOf(id))) setBasket(id, state.addresses);
    this.mine = sameAddresses(state.addresses, basketOf(id));
    if (this.mine) this.owned.add(written);
    document.title = `${state.named?.name ?? 'Selection'} · SteerGraph`;
    this.drawn?.destroy();
    replace(this.node, this.head(state), features.length ? this.tabs(state) : null, inner.node);
    this.drawn = inner.draw?.() ?? null;
  }

  /** Follows what is chosen or let go of elsewhere, while it shows one's own selection. */
  follow() {
    const now = basketOf(this.context.currentRun.id);
    if (this.mine && !sameAddresses(now, this.addresses)) this.go(this.context, {features: now.join(',')});
  }

  link(context, changes) {
    const all = Object.fromEntries([...context.params].filter(([name]) => name !== 'run'));
    return context.to('selection', {...all, ...changes, ...(changes.show === 'features' && {show: ''}), ...(changes.features === '' && {kept: ''})});
  }

  go(context, changes, options) {
    return context.navigate(this.link(context, changes), options);
  }

  async inner(state) {
    const {context, features} = state;
    const go = (changes, options) => this.go(context, changes, options);
    if (!features.length) return {node: [nothing(context, state.missing), keptList(context, state.kept)]};
    const shown = showOf(context);
    if (features.length < 2 && shown !== 'features') {
      return {node: empty('One feature alone', 'There is nothing between one feature and itself. Select another one.', h('a.button', {href: context.to('search')}, 'Features'))};
    }
    if (shown === 'matrix') return submatrix(context, state.body, go);
    if (shown === 'compare') return {node: await sideBySide(context, state, go)};
    if (shown === 'paths') return {node: await pathsAmong(context, state, go)};
    return {node: [this.asTable(state), keepForm(context, state, name => go({kept: name}, {replace: true})), keptList(context, state.kept)]};
  }

  head(state) {
    const {context, features, addresses, named} = state;
    const pairs = features.length * (features.length - 1) / 2;
    const written = addresses.join(',');
    return h('header.head', named && h('p.crumb', 'Kept selection'),
      h('h1', named?.name ?? 'Selected features'),
      features.length > 0 && h('p.lead', `${plural(features.length, 'feature')}`, features.length > 1 && `; of ${plural(pairs, 'pair')} ${count(state.body.pairs.length)} `
        + `${state.body.pairs.length === 1 ? 'correlates' : 'correlate'} with |r| > ${digits(context.currentRun.threshold)}`, '.'),
      named?.note && h('p.kept-note', named.note),
      features.length > 0 && this.whose(state),
      state.missing.length > 0 && features.length > 0 && h('p.warning', {role: 'status'}, `${plural(state.missing.length, 'feature')} of this address ${state.missing.length === 1 ? 'is' : 'are'} not in run ${context.currentRun.id}.`),
      state.leftOut > 0 && h('p.warning', {role: 'status'}, `A selection holds ${MOST_SELECTED} features; the first are shown.`),
      features.length > 0 && h('p.actions',
        features.length <= MOST_SEEDS && h('a.button', {href: context.to('graph', {seed: written})}, features.length === 1 ? 'Neighbourhood' : 'Neighbourhood of all'),
        h('a.button', {href: context.to('export', {what: 'selection', features: written})}, 'Export'),
        steerButton(context, features.slice(0, STEERED), 'a.button', features.length > STEERED ? `Steer with the first ${STEERED}` : 'Steer'),
        copyButton(),
        this.mine && h('button.button', {type: 'button', onclick: () => setBasket(context.currentRun.id, [])}, 'Clear selection')));
  }

  /** What a link shows need not be what one has selected oneself. */
  whose({context, addresses}) {
    const own = basketOf(context.currentRun.id);
    if (this.mine) return null;
    const {id} = context.currentRun;
    const again = () => context.navigate(location.href, {replace: true});
    return h('p.note.whose', {role: 'status'}, h('span', own.length ? `Your own selection is another one, of ${plural(own.length, 'feature')}.` : 'You have selected nothing yourself.'),
      h('button.button.small', {type: 'button', onclick: () => { setBasket(id, addresses); again(); }}, own.length ? 'Take these instead' : 'Select these'),
      own.length > 0 && h('button.button.small', {type: 'button', onclick: () => { addToBasket(id, addresses); again(); }}, 'Add these to it'));
  }

  tabs({context}) {
    const shown = showOf(context);
    return h('nav.toggles.tabs', {'aria-label': 'What to see of them'}, Object.entries(SHOWS).map(([name, text]) =>
      h('a.toggle', {href: this.link(context, {show: name}), 'aria-current': name === shown ? 'true' : null}, text)));
  }

  asTable({context, features, body, addresses}) {
    const inside = new Array(features.length).fill(0);
    for (const {a, b} of body.pairs) for (const i of [a, b]) inside[i]++;
    const place = new Map(body.features.map((f, i) => [f.key, i]));
    const without = f => addresses.filter(at => at !== address(f));
    const columns = featureColumns(context);
    return h('section.results', table([...columns.slice(0, -2),
      {title: 'In here', numeric: true, cell: f => count(inside[place.get(f.key)]), hint: 'features of this selection that it correlates with'},
      ...columns.slice(-2),
      {title: '', cell: f => h('button.button.small', {type: 'button', 'aria-label': `Leave out ${short(f)}`, onclick: () => this.leaveOut(without(f))}, 'Leave out')},
    ], features));
  }

  leaveOut(rest) {
    if (this.mine) setBasket(this.context.currentRun.id, rest);
    else this.go(this.context, {features: rest.join(',')});
  }
}

const showOf = context => (Object.hasOwn(SHOWS, context.params.get('show') ?? '') ? context.params.get('show') : 'features');

/** Without features it is one's own selection; then the address says which, so that it can be passed on. */
function spellOut(context) {
  if (context.params.has('features')) return;
  const own = basketOf(context.currentRun.id);
  if (!own.length) return;
  context.params.set('features', own.join(','));
  history.replaceState(history.state, '', context.to('selection', Object.fromEntries([...context.params].filter(([name]) => name !== 'run'))));
}

function nothing(context, missing) {
  return empty('Nothing is selected', missing.length ? `Run ${context.currentRun.id} has none of the features of this address.`
    : 'Press + beside features wherever they are listed, Shift and + for all from one to another, or s at one that is chosen in a drawing.',
  h('a.button.primary', {href: context.to('search')}, 'Features'), h('a.button', {href: context.to('communities')}, 'Communities'), h('a.button', {href: context.to('map')}, 'Map'));
}

function copyButton() {
  const button = h('button.button', {type: 'button', onclick: async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      button.textContent = 'Link copied';
    } catch {
      button.textContent = 'Copy the address above';
    }
    setTimeout(() => { button.textContent = 'Copy link'; }, 1800);
  }}, 'Copy link');
  return button;
}
