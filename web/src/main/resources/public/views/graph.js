import {addToBasket, basketOf, takeFromBasket} from '../basket.js';
import {empty, h, replace, table} from '../dom.js';
import {cypherLink, neighbourhoodCypher} from '../cypher.js';
import {createDrawing} from '../drawing.js';
import {drawer} from '../drawer.js';
import {communityLink, featureColumns, featureLink, idLink, rMark} from '../feature-parts.js';
import {address, count, isAddress, isShort, plural, short} from '../format.js';
import {legend} from '../legend.js';
import {Neighbourhood} from '../neighbourhood.js';
import {picker} from '../picker.js';
import {depthOf} from '../sets.js';
import {prettyLabel} from '../tokens.js';

const DEFAULTS = {hops: '1', minAbsR: '', sign: 'any', limit: '60', layout: 'columns', colour: 'layer'};

export async function show(context) {
  const seed = context.params.get('seed');
  if (!seed) return start(context);
  if (!seed.split(',').every(isAddress)) {
    const several = await spellOut(context, seed);
    if (several.length) return choices(context, seed, several);
  }
  const view = new View(context);
  await view.load(context);
  return {node: view.node, entered: () => view.draw(), update: next => view.update(next), undo: () => view.undo(), leave: () => view.leave()};
}

/** 3:650 and the printed form become the address that everything else is made of; returns the features that it could be, if several. */
async function spellOut(context, seed) {
  const {items} = await context.ask('/api/features', {q: seed, limit: 20});
  if (!items.length) return [];
  if (items.length > 1 && isShort(seed)) return items;
  const all = Object.fromEntries([...context.params].filter(([name]) => name !== 'run'));
  context.params.set('seed', address(items[0]));
  history.replaceState(history.state, '', context.to('graph', {...all, seed: address(items[0])}));
  return [];
}

/** What to show where an address could be that of features of several sets. */
function choices(context, seed, features) {
  document.title = 'Neighbourhood · SteerGraph';
  return {node: h('div.page', h('header.head', h('h1', 'Neighbourhood')), empty('Which one?', `${seed} could be a feature of several sets.`,
    features.map(f => h('a.button', {href: context.to('graph', {seed: address(f)})}, short(f)))))};
}

async function start(context) {
  document.title = 'Neighbourhood · SteerGraph';
  const page = await context.ask('/api/features', {limit: 12});
  const node = h('div.page', h('header.head', h('h1', 'Neighbourhood'),
    h('p.lead', 'The features that correlate with one feature, and with each other. Choose the one in the middle.')),
  picker({label: 'Feature', context, onPick: at => context.navigate(context.to('graph', {seed: at}))}),
  h('h2', 'Features with the most correlates'),
  table([...featureColumns(context), {title: '', cell: f => h('a.button.small', {href: context.to('graph', {seed: address(f)})}, 'Draw')}], page.items));
  return {node};
}

class View {
  constructor(context) {
    this.context = context;
    this.canvas = h('div.canvas', {role: 'img', 'aria-label': 'Drawing of the neighbourhood; the table below says the same. Arrow keys go from feature to feature, Enter chooses, plus and minus zoom.'});
    this.hint = h('p.hint', {'aria-live': 'off'});
    this.hint.dataset.rest = 'Click a feature for details, double-click to expand it, Shift-click two to find the paths between them. Drag to move, wheel to zoom.';
    this.hint.textContent = this.hint.dataset.rest;
    this.head = h('header.head');
    this.controls = h('div.controls');
    this.note = h('p.note', {role: 'status'});
    this.picks = h('div.picks', {role: 'status', hidden: true});
    this.legend = h('div');
    this.drawer = h('aside.drawer', {hidden: true, 'aria-label': 'Details'});
    this.twin = h('section');
    this.node = h('div.page.wide-page', this.head, this.controls, this.note, this.picks,
      h('div.stage', h('div.frame', this.canvas, h('div.zoom',
        this.button('+', 'Zoom in', () => this.drawing?.zoom(1.3)), this.button('−', 'Zoom out', () => this.drawing?.zoom(1 / 1.3)),
        this.button('⤢', 'Fit', () => this.drawing?.fit()))), this.drawer),
      this.hint, this.legend, this.twin);
    this.keys = event => this.onKey(event);
    this.marks = () => this.mark();
    addEventListener('keydown', this.keys);
    addEventListener('basketchange', this.marks);
  }

  button(text, title, onclick) {
    return h('button.icon', {type: 'button', title, 'aria-label': title, onclick}, text);
  }

  value(name) {
    return this.context.params.get(name) || DEFAULTS[name] || '';
  }

  steps(context = this.context) {
    return (context.params.get('steps') || '').split(',').filter(Boolean).map(s => ({does: s[0], at: s.slice(2)}));
  }

  /** The same address with these parameters changed. */
  link(changes, context = this.context) {
    const all = Object.fromEntries(context.params);
    delete all.run;
    for (const [name, value] of Object.entries({...all, ...changes})) {
      all[name] = value === DEFAULTS[name] || value === null ? '' : value;
    }
    return context.to('graph', all);
  }

  async load(context) {
    this.context = context;
    const base = Object.fromEntries(['seed', 'hops', 'minAbsR', 'sign', 'limit'].map(n => [n, this.value(n)]));
    const id = JSON.stringify(base);
    if (id !== this.baseId) {
      const model = new Neighbourhood({model: context.model, run: context.run, ...base});
      this.state = await model.after(this.steps(), context.signal);
      this.model = model;
      this.fresh = this.baseId !== undefined;
      this.baseId = id;
    } else {
      this.state = await this.model.after(this.steps(), context.signal);
    }
    if (!this.largest) {
      this.largest = (await context.ask('/api/communities', {limit: 8})).items.map(c => c.number);
    }
    this.describe();
  }

  async update(context) {
    if (!context.params.get('seed')) return false;
    await this.load(context);
    if (this.fresh) {
      this.drawing?.destroy();
      this.drawing = null;
      this.fresh = false;
    }
    await this.draw();
    return true;
  }

  chosen() {
    const at = this.context.params.get('chosen');
    return at ? this.state.nodes.find(n => address(n) === at) : undefined;
  }

  async draw() {
    this.drawing ??= createDrawing(this.canvas, {
      sets: this.context.sets, hint: this.hint,
      onChoose: (key, shift) => {
        const feature = this.state.nodes.find(n => n.key === key);
        if (shift && feature) this.pick(feature);
        else this.choose(feature);
      },
      onOpen: key => this.step('e', this.state.nodes.find(n => n.key === key)),
    });
    const chosen = this.chosen();
    this.drawing.cy.resize();
    await this.drawing.set({...this.state, chosen: chosen?.key,
      picked: this.picked().map(f => f.key), colour: this.value('colour'),
      largest: this.largest, layout: this.value('layout')});
    this.mark();
    this.canvas.dataset.nodes = this.state.nodes.length;
    this.canvas.dataset.edges = this.state.edges.length;
  }

  /** Shows which features are selected. */
  mark() {
    const selected = new Set(basketOf(this.context.currentRun.id));
    this.drawing?.mark(this.state.nodes.filter(n => selected.has(address(n))).map(n => n.key));
  }

  select(feature) {
    if (!feature) return;
    const {id} = this.context.currentRun;
    const at = address(feature);
    if (basketOf(id).includes(at)) takeFromBasket(id, [at]);
    else addToBasket(id, [at]);
  }

  choose(feature) {
    const at = feature ? address(feature) : '';
    if (at !== (this.context.params.get('chosen') ?? '')) this.context.navigate(this.link({chosen: at}), {replace: true});
  }

  step(does, feature) {
    if (!feature) return;
    const steps = [...this.steps().map(s => s.does + '.' + s.at), does + '.' + address(feature)].join(',');
    this.context.navigate(this.link({steps, chosen: does === 'h' ? '' : address(feature)}));
  }

  /** The features picked as a path's ends, at most two; those hidden since are left out. */
  picked() {
    return (this.context.params.get('pick') || '').split(',').map(at => this.state.nodes.find(n => address(n) === at)).filter(Boolean);
  }

  pick(feature) {
    if (!feature) return;
    const at = address(feature);
    const before = this.picked().map(address);
    const pick = before.includes(at) ? before.filter(x => x !== at) : [...before.slice(-1), at];
    this.context.navigate(this.link({pick: pick.join(',')}));
  }

  /** Says what is picked and what follows. Depth never decreases along a path, so the lower one becomes the start. */
  pickBar() {
    const picked = this.picked();
    this.picks.hidden = !picked.length;
    if (!picked.length) return;
    const [from, to] = [...picked].sort((a, b) => depthOf(a) - depthOf(b));
    const name = f => h('span.chip', h('span.id', short(f)), ' ', prettyLabel(f.label));
    replace(this.picks, to
      ? [h('span', 'From ', name(from), ' to ', name(to)),
        h('a.button.small.primary', {href: this.context.to('paths', {from: address(from), to: address(to)})}, 'Best paths between them')]
      : h('span', name(from), ' is picked. Pick a second feature: Shift-click it, or choose it and press ', h('kbd', 'p'), '.'),
    h('a.button.small', {href: this.link({pick: ''})}, 'Pick none'));
  }

  /** Takes the last step back; says whether there was one. */
  undo() {
    const steps = this.steps();
    if (!steps.length) return false;
    this.context.navigate(this.link({steps: steps.slice(0, -1).map(s => s.does + '.' + s.at).join(',')}));
    return true;
  }

  onKey(event) {
    if (event.target.closest?.('input, select, textarea, dialog')) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'e') this.step('e', this.chosen());
    if (event.key === 's') this.select(this.chosen());
    if (event.key === 'p') this.pick(this.chosen());
    if (event.key === 'h') this.step('h', this.chosen());
    if (event.key === 'Escape') this.choose(null);
  }

  describe() {
    const {state, context} = this;
    const several = state.seeds.length > 1;
    const seed = several ? undefined : state.nodes.find(n => n.key === state.seeds[0]);
    const name = several ? `${count(state.seeds.length)} features and what is near them` : seed ? prettyLabel(seed.label) : this.value('seed');
    document.title = `Around ${several ? plural(state.seeds.length, 'feature') : name} · SteerGraph`;
    const middle = several ? h('a', {href: context.to('selection', {features: this.value('seed')})}, plural(state.seeds.length, 'feature'))
      : h('a', {href: context.to(this.value('seed'))}, this.value('seed').replace('/', ':'));
    replace(this.head, h('p.crumb', 'Neighbourhood of ', middle), h('h1', name),
      h('p.actions',
        h('a.button', {href: context.to('export', {what: 'drawn', ...Object.fromEntries(['seed', 'hops', 'minAbsR', 'sign', 'limit', 'steps'].map(n => [n, context.params.get(n)]))})}, 'Export'),
        seed && cypherLink(neighbourhoodCypher(seed, this.value('hops'), this.value('minAbsR'), this.value('limit')))));
    replace(this.controls, this.options());
    replace(this.note, this.summary(), this.steps().length ? h('button.button.small', {type: 'button', onclick: () => this.undo()}, '↶ Undo') : null);
    replace(this.legend, legend({sets: context.sets, colour: this.value('colour'), largest: this.largest}));
    replace(this.twin, h('h2', 'The same as a table ', h('small', count(state.nodes.length))), this.asTable());
    this.pickBar();
    drawer(this.drawer, this.chosen(), context, {
      expand: f => this.step('e', f), hide: f => this.step('h', f), pick: f => this.pick(f),
      picked: this.picked().includes(this.chosen()), close: () => this.choose(null),
      centre: f => context.to('graph', {seed: address(f)}),
    });
  }

  summary() {
    const {state} = this;
    const within = this.value('hops') === '1' ? '' : ` within ${this.value('hops')} hops`;
    const drawn = state.seeds.length > 1 ? `${plural(state.shown, 'feature')}: the ${count(state.seeds.length)} chosen and ${count(state.shown - state.seeds.length)} of those nearest to any of them${within}`
      : state.truncated ? `${count(state.shown)} of ${count(state.total)} features${within}, the nearest` : `All ${plural(state.total, 'feature')}${within}`;
    const lines = `${plural(state.edges.length, 'correlation')} between those drawn` + (state.edgesTruncated ? `, the strongest of ${count(state.edgesTotal)}` : '');
    const note = state.note;
    const expanded = note && (note.added
      ? `Added ${count(note.added)} of ${plural(note.total, 'correlate')} of ${short(note.feature)} ${prettyLabel(note.feature.label)}.`
      : `All ${plural(note.total, 'correlate')} of ${short(note.feature)} ${note.total === 1 ? 'is' : 'are'} drawn already.`);
    const now = this.steps().length ? ` ${plural(state.nodes.length, 'feature')} drawn now;` : '';
    return [h('span', `${drawn};${now} ${lines}.`, state.hidden ? ` ${count(state.hidden)} hidden.` : ''), expanded && h('strong', expanded)];
  }

  options() {
    const select = (name, title, options) => h('label', title, h('select', {name, onchange: e => this.context.navigate(this.link({[name]: e.target.value, steps: '', chosen: ''}))},
      options.map(([value, text]) => h('option', {value, selected: value === this.value(name)}, text ?? value))));
    const toggle = (name, title, options) => h('span.toggles', {role: 'group', 'aria-label': title}, options.map(([value, text]) =>
      h('a.toggle', {href: this.link({[name]: value}), 'aria-current': this.value(name) === value ? 'true' : null}, text)));
    return [
      select('hops', 'Hops', [['1'], ['2'], ['3']]),
      select('sign', 'Sign', [['any', 'both'], ['positive', 'positive'], ['negative', 'negative']]),
      h('label', 'Min |r|', h('input', {type: 'number', name: 'minAbsR', min: 0, max: 1, step: 0.05, value: this.value('minAbsR'), placeholder: '0',
        onchange: e => this.context.navigate(this.link({minAbsR: e.target.value, steps: '', chosen: ''}))})),
      select('limit', 'At most', [...new Set(['20', '40', '60', '100', '200', '300', this.value('limit')])].sort((a, b) => a - b).map(n => [n, n + ' features'])),
      toggle('layout', 'Layout', [['columns', 'Columns by layer'], ['force', 'Force']]),
      toggle('colour', 'Colour', [['layer', 'Colour: layer'], ['community', 'Community']]),
    ];
  }

  asTable() {
    const {state, context} = this;
    const several = state.seeds.length > 1;
    const middle = new Set(state.seeds);
    const direct = new Map();
    const keep = (key, r) => { if (Math.abs(r) > Math.abs(direct.get(key) ?? 0)) direct.set(key, r); };
    for (const e of state.edges) {
      if (middle.has(e.source)) keep(e.target, e.r);
      if (middle.has(e.target)) keep(e.source, e.r);
    }
    if (state.nodes.length < 2) {
      return empty('It stands alone', 'No correlation of this feature passes these conditions.',
        h('a.button', {href: context.to('graph', {seed: this.value('seed')})}, 'Use the default conditions'));
    }
    return table([
      {title: 'Feature', cell: f => idLink(context, f)},
      {title: 'Fires on', cell: f => featureLink(context, f), className: 'wide'},
      {title: several ? 'Strongest r to the chosen' : 'r to the centre', cell: f => (middle.has(f.key) ? h('span.quiet', several ? 'chosen' : 'centre') : direct.has(f.key) ? rMark(direct.get(f.key)) : '–')},
      {title: 'Hop', numeric: true, cell: f => f.hop},
      {title: 'Correlates', numeric: true, cell: f => count(f.degree)},
      {title: 'Community', cell: f => communityLink(context, f.community)},
      {title: '', cell: f => h('span.row-actions',
        h('button.button.small', {type: 'button', 'aria-pressed': String(this.picked().includes(f)), onclick: () => this.pick(f)}, 'Pick'),
        h('button.button.small', {type: 'button', onclick: () => this.step('e', f)}, 'Expand'),
        middle.has(f.key) ? null : h('button.button.small', {type: 'button', onclick: () => this.step('h', f)}, 'Hide'))},
    ], state.nodes, {className: 'dense', onRow: (tr, f) => { if (f === this.chosen()) tr.classList.add('chosen'); }});
  }

  leave() {
    removeEventListener('keydown', this.keys);
    removeEventListener('basketchange', this.marks);
    this.drawing?.destroy();
  }
}
