import {get, post, put, remove} from '../api.js';
import {empty, h, replace, table} from '../dom.js';
import {contextText} from '../context-text.js';
import {cypherLink, pairCypher} from '../cypher.js';
import {communityLink, featureLink, idLink, rMark} from '../feature-parts.js';
import {address, count, digits, part, percent, plural, printed, sentence} from '../format.js';
import {manySites, placeOf} from '../sets.js';
import {prettyLabel} from '../tokens.js';
import {VERDICTS, agreement, inWords} from '../verdicts.js';

const TEXTS = 8;
/** So many pairs without a verdict are asked for at a time, the strongest first. */
const QUEUE = 100;
/** So many of the pairs that follow are at hand before they are wanted. */
const AHEAD = 3;
const SIGNS = [['', 'all'], ['positive', 'positive'], ['negative', 'negative']];
/** Parameters of the address that say which pairs are to be judged. */
const FILTERS = ['sign', 'la', 'lb', 'community', 'band'];

const pairKey = (source, target) => [source.key, target.key].sort().join(' ');

export async function show(context) {
  document.title = 'Review · SteerGraph';
  const view = new View();
  await view.load(context);
  return {node: view.node, update: next => view.load(next), entered: () => view.enter(), undo: () => view.undo(), leave: () => view.leave()};
}

/**
 * The strongest pairs across layers that nobody has judged, one after the other. ?a=&b= is the pair that is shown. The next one is
 * shown at once, while the verdict is being stored; what is pressed before it is there waits for it.
 */
class View {
  constructor() {
    this.done = []; // what was done in this visit, newest last: {source, target, verdict, before}; no verdict: taken back
    this.wanted = []; // what was pressed and is not done yet
    this.saved = Promise.resolve(); // ends with the last verdict that is being stored
    this.saving = 0;
    this.sidesAt = new Map(); // address of a feature: the promise of what is shown of it
    this.verdicts = new Map(); // pair: {verdict, note}
    this.status = h('div.review-progress', {role: 'status'});
    this.filters = h('div.controls.review-filters', {role: 'group', 'aria-label': 'Which pairs'});
    this.asked = h('div');
    this.told = h('div');
    this.node = h('div.page.wide-page', h('header.head', h('h1', 'Review'),
      h('p.lead', 'Do these two features belong together? Read where each fires, then say so. Verdicts are kept in the graph.')),
    this.filters, this.status, this.asked, this.told);
    this.keys = event => this.onKey(event);
  }

  enter() {
    addEventListener('keydown', this.keys);
  }

  leave() {
    removeEventListener('keydown', this.keys);
  }

  value(name) {
    return this.context.params.get(name) ?? '';
  }

  get chosen() {
    return Object.fromEntries(FILTERS.map(name => [name, this.value(name)]));
  }

  to(pair) {
    return this.context.to('review', {...this.chosen, ...(pair ? {a: address(pair.source), b: address(pair.target)} : {})});
  }

  async load(context) {
    this.context = context;
    const filter = JSON.stringify([context.model, context.run, this.chosen]);
    if (filter !== this.filter) {
      await this.begin();
      this.filter = filter;
      replace(this.filters, this.choices());
    }
    await this.find();
    replace(this.asked, this.pair ? this.question() : this.nothing());
    this.tell();
    this.prefetch();
    return true;
  }

  /** What the server is asked of the pairs that were chosen. */
  questions() {
    const {sign, la, lb, community, band} = this.chosen;
    const [from, to] = band.split('-');
    return {model: this.context.model, sign, la, lb, community, minAbsR: from, maxAbsR: to, limit: QUEUE};
  }

  async begin() {
    const {context} = this;
    const [queue] = await Promise.all([context.ask('/api/reviews/queue', this.questions()), this.lookUp(context)]);
    this.items = queue.items;
    this.total = queue.total;
    this.more = queue.truncated;
    this.first = true; // The queue at hand begins with the strongest.
  }

  /** Goes on after a pair that somebody was given the address of. */
  beginWith(pair) {
    this.items = [pair];
    this.more = true;
    this.first = false;
    this.at = 0;
  }

  /** What people have said. */
  async lookUp(context) {
    const {model} = context;
    const [bands, recent] = await Promise.all([context.ask('/api/reviews/agreement', {model}), context.ask('/api/reviews', {model, limit: 200})]);
    this.bands = bands.bands;
    this.recent = recent;
    this.verdicts = new Map(recent.items.map(r => [pairKey(r.source, r.target), {verdict: r.verdict, note: r.note}]));
  }

  saidOf(pair) {
    return this.verdicts.get(pairKey(pair.source, pair.target)) ?? null;
  }

  /** Asks for the pairs after the last one; those that were judged meanwhile shift nothing. */
  async extend(signal) {
    const last = this.items.at(-1);
    if (!this.more || !last) return;
    const items = this.items;
    this.extending ??= get('/api/reviews/queue', {run: this.context.run, ...this.questions(), afterSource: last.source.key, afterTarget: last.target.key}, signal)
      .finally(() => { this.extending = null; });
    const page = await this.extending;
    if (items !== this.items || items.at(-1) !== last) return;
    items.push(...page.items);
    this.more = page.items.length === QUEUE;
  }

  /** The pair of the address, or the first without a verdict, whose address it then becomes. */
  async find() {
    const {context} = this;
    let [a, b] = [this.value('a'), this.value('b')];
    if (!a || !b) {
      let first;
      while (!(first = this.items.find(p => !this.saidOf(p))) && this.more) await this.extend(context.signal);
      this.pair = null;
      this.at = -1;
      if (!first) return;
      [a, b] = [address(first.source), address(first.target)];
      history.replaceState(history.state, '', this.to(first));
      context.params.set('a', a);
      context.params.set('b', b);
    }
    this.sides = await Promise.all([a, b].map(at => this.textsOf(at)));
    const [source, target] = this.sides.map(s => s.feature);
    this.at = this.items.findIndex(p => p.source.key === source.key && p.target.key === target.key);
    const edge = this.at >= 0 ? this.items[this.at] : (await post('/api/subgraph', {keys: [source.key, target.key], minAbsR: 0}, context.signal)).items[0];
    this.pair = {...(edge ?? {r: null}), source, target};
    if (this.at < 0 && edge && !this.saidOf(this.pair)) this.beginWith(this.pair);
    // The last one that is at hand has a next one, if there is any.
    if (this.at === this.items.length - 1) await this.extend(context.signal);
  }

  /** What is shown of a feature; asked for once, by whoever wants it first. */
  textsOf(at) {
    if (!this.sidesAt.has(at)) {
      const {context} = this;
      const asked = get(`/api/features/${at}`, {model: context.model, run: context.run, contexts: TEXTS, correlates: 1});
      this.sidesAt.set(at, asked);
      asked.catch(() => this.sidesAt.delete(at));
      if (this.sidesAt.size > 60) this.sidesAt.delete(this.sidesAt.keys().next().value);
    }
    return this.sidesAt.get(at);
  }

  prefetch() {
    if (this.at < 0) return;
    for (const pair of this.items.slice(this.at + 1, this.at + 1 + AHEAD)) {
      this.textsOf(address(pair.source)).catch(() => {});
      this.textsOf(address(pair.target)).catch(() => {});
    }
    if (this.more && this.items.length - this.at < 2 * AHEAD) this.extend().catch(() => {});
  }

  /** Progress, agreement and the latest verdicts. */
  tell() {
    replace(this.status, this.progress());
    replace(this.told, agreement(this.bands), this.latest(this.recent));
  }

  choices() {
    const {layers, currentRun} = this.context;
    const go = changes => this.context.navigate(this.context.to('review', {...this.chosen, ...changes}));
    const select = (name, label, options) => h('label', label + ' ', h('select', {'data-filter': name, 'aria-label': label, onchange: event => go({[name]: event.target.value})},
      options.map(([value, text]) => h('option', {value, selected: this.value(name) === value}, text))));
    const layer = l => [String(l), 'Layer ' + l];
    const least = Math.floor((currentRun.threshold ?? 0) * 10);
    const bands = Array.from({length: 10 - least}, (_, i) => 9 - i).map(t => [`${t / 10}-${(t + 1) / 10}`, `${t / 10} to ${(t + 1) / 10}`]);
    return [h('span.toggles', {role: 'group', 'aria-label': 'Sign of r'}, SIGNS.map(([sign, text]) =>
      h('a.toggle', {href: this.context.to('review', {...this.chosen, sign}), 'aria-current': this.value('sign') === sign ? 'true' : null}, text))),
    select('la', 'From', [['', 'any layer'], ...layers.map(layer)]), select('lb', 'To', [['', 'any layer'], ...layers.map(layer)]),
    select('band', '|r|', [['', 'any'], ...bands]),
    h('label', 'Community ', h('input', {type: 'number', min: '0', step: '1', value: this.value('community'), 'data-filter': 'community', 'aria-label': 'Community', placeholder: 'any',
      onchange: event => go({community: event.target.value})})),
    FILTERS.some(name => this.value(name)) && h('a.button.small', {href: this.context.to('review')}, 'Clear filters')];
  }

  progress() {
    const judged = this.bands.reduce((sum, b) => sum + b.judged, 0);
    const open = this.items.filter(p => !this.saidOf(p));
    const left = this.total - (this.items.length - open.length);
    const before = this.items.slice(0, Math.max(0, this.at)).filter(p => !this.saidOf(p)).length;
    const place = this.pair && this.at >= 0 && this.first ? `Pair ${count(before + 1)} of ${count(left)} left` : `${plural(left, 'pair')} left`;
    const last = this.done.at(-1);
    return [h('span', place), h('span', FILTERS.some(name => this.value(name)) ? null
      : [h('progress', {max: Math.max(1, judged + left), value: judged, 'aria-label': 'Judged so far'}), ' '], `${count(judged)} judged`),
    last && h('strong', last.verdict ? `Saved: ${inWords(last.verdict)}.` : 'Verdict cleared.'),
    last && h('button.small', {type: 'button', onclick: () => this.undo()}, '↶ Undo ', h('kbd', 'Ctrl Z'))];
  }

  nothing() {
    const narrowed = FILTERS.some(name => this.value(name));
    return empty('Nothing is left to judge', `Every ${narrowed ? 'such pair' : 'pair'} across ${manySites() ? 'layers and sites' : 'layers'} that passed the run’s threshold of |r| > `
      + `${digits(this.context.currentRun.threshold)} has a verdict, or there is none.`,
    narrowed && h('a.button.primary', {href: this.context.to('review')}, 'Look at all pairs'), h('a.button', {href: this.context.to('')}, 'Start page'));
  }

  question() {
    const {pair, context} = this;
    const said = this.saidOf(pair);
    this.note = h('input', {type: 'text', 'aria-label': 'Note', placeholder: 'A note, if you like', maxlength: '2000', value: said?.note ?? ''});
    const {items} = this;
    const [before, after] = [items[this.at - 1], items[this.at + 1]];
    const turn = (p, id, ...text) => (p ? h('a.button', {href: this.to(p), id}, text) : h('button', {type: 'button', disabled: true}, text));
    return [h('div.verdicts', {role: 'group', 'aria-label': 'Verdict'}, VERDICTS.map(([key, verdict, text, title]) =>
      h('button', {type: 'button', title, 'data-verdict': verdict, 'aria-pressed': String(said?.verdict === verdict), onclick: () => this.want(() => this.judge(verdict))}, text + ' ', h('kbd', key))),
    said && h('button', {type: 'button', onclick: () => this.want(() => this.withdraw())}, 'Clear verdict'),
    this.note, h('span.turn', turn(before, 'previous', h('kbd', '←'), ' Previous'), turn(after, 'next', 'Next ', h('kbd', '→')))),
    h('p.between', pair.r === null ? h('span', 'No correlation between them passed the threshold.') : rMark(pair.r),
      pair.r === null ? null : h('span.quiet', `MI ${digits(pair.mi)} bits · both are active at ${plural(pair.coactivations, 'token')} in ${plural(pair.documents, 'document')}`),
      h('a.button.small', {href: context.to('paths', {from: address(pair.source), to: address(pair.target)})}, 'Paths'),
      h('a.button.small', {href: context.to('graph', {seed: address(pair.source)})}, 'Neighbourhood'), cypherLink(pairCypher(pair.source, pair.target))),
    h('div.pair', this.sides.map(side => this.side(side)))];
  }

  side({feature: f, contexts}) {
    return h('section', h('h2', idLink(this.context, f), ' ', featureLink(this.context, f)),
      h('p.quiet', {title: printed(f)}, `${sentence(placeOf(f))} · fires at ${percent(f.density)} of all tokens · community `, communityLink(this.context, f.community, f.communityLabel),
        ` · ${part(contexts)} texts`),
      contexts.items.length ? h('ol.contexts', contexts.items.map(c => h('li', h('span.value', {title: 'its largest activation in this text'}, c.value.toFixed(2)), contextText(c, f.max))))
        : h('p.quiet', 'No text was kept for this feature.'));
  }

  /** Does what was pressed when all before it is done, so that it goes for the pair that is there then. */
  async want(action) {
    this.wanted.push(action);
    if (this.wanted.length > 1) return;
    while (this.wanted.length) {
      try {
        await this.wanted[0]();
      } catch (error) {
        if (error.name !== 'AbortError') this.context.fail(error);
      }
      this.wanted.shift();
    }
  }

  async judge(verdict) {
    const {pair} = this;
    if (!pair || pair.r === null) return;
    const before = this.saidOf(pair);
    const note = this.note.value.trim() || undefined;
    this.verdicts.set(pairKey(pair.source, pair.target), {verdict, note});
    this.save(() => put('/api/reviews', {source: pair.source.key, target: pair.target.key, verdict, note}), pair, before, verdict);
    const next = this.at >= 0 ? this.items.slice(this.at + 1).find(p => !this.saidOf(p)) ?? this.items.slice(0, this.at).findLast(p => !this.saidOf(p)) : null;
    await this.context.navigate(this.to(next));
  }

  async withdraw() {
    const {pair} = this;
    const before = this.saidOf(pair);
    if (!before) return;
    this.verdicts.delete(pairKey(pair.source, pair.target));
    this.save(() => remove('/api/reviews', {source: pair.source.key, target: pair.target.key}), pair, before, null);
    await this.saved;
    replace(this.asked, this.question());
  }

  /** Takes back this visit's last verdict, or puts back the one that it replaced, and shows its pair again. */
  undo() {
    if (!this.done.length && !this.saving) return false;
    this.want(async () => {
      await this.saved;
      const last = this.done.at(-1);
      if (!last) return;
      const keys = {source: last.source.key, target: last.target.key};
      if (last.before) await put('/api/reviews', {...keys, verdict: last.before.verdict, note: last.before.note ?? undefined});
      else await remove('/api/reviews', keys);
      this.done.pop();
      await this.lookUp(this.context);
      await this.context.navigate(this.to(last));
    });
    return true;
  }

  /** Stores one after the other. What cannot be stored is shown again, without the verdict. */
  save(change, pair, before, verdict) {
    this.saving++;
    this.saved = this.saved.then(async () => {
      let failure = null;
      try {
        await change();
        this.done.push({source: pair.source, target: pair.target, verdict, before});
      } catch (error) {
        failure = error;
        if (before) this.verdicts.set(pairKey(pair.source, pair.target), before);
        else this.verdicts.delete(pairKey(pair.source, pair.target));
      }
      this.saving--;
      if (failure) {
        await this.context.navigate(this.to(pair));
        this.context.fail(failure);
      } else if (!this.saving) {
        await this.refresh();
      }
    });
  }

  async refresh() {
    const {model, run} = this.context;
    try {
      const [bands, recent] = await Promise.all([get('/api/reviews/agreement', {model, run}), get('/api/reviews', {model, run, limit: 200})]);
      if (this.saving) return;
      this.bands = bands.bands;
      this.recent = recent;
    } catch {
      // The verdicts are stored; what is said of them below is as it was.
    }
    this.tell();
  }

  onKey(event) {
    if (event.target.closest?.('input, select, textarea, dialog')) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const verdict = VERDICTS.find(([key]) => key === event.key);
    // A key that is held down says one thing once.
    if (verdict && !event.repeat) this.want(() => this.judge(verdict[1]));
    const turn = {ArrowLeft: -1, ArrowRight: 1}[event.key];
    if (turn) this.want(() => this.turn(turn));
  }

  async turn(by) {
    const next = this.at >= 0 ? this.items[this.at + by] : by > 0 ? this.items[0] : null;
    if (next) await this.context.navigate(this.to(next));
  }

  latest(recent) {
    if (!recent.items.length) return null;
    const rows = recent.items.slice(0, 10);
    return h('section.apart', h('h2', 'Latest verdicts ', h('small', recent.total > rows.length ? `${count(rows.length)} of ${count(recent.total)}` : count(recent.total))), table([
      {title: 'Verdict', cell: r => inWords(r.verdict)}, {title: 'r', cell: r => (r.r === null ? '–' : rMark(r.r))},
      {title: 'From', cell: r => [idLink(this.context, r.source), ' ', prettyLabel(r.source.label)], className: 'wide'},
      {title: 'To', cell: r => [idLink(this.context, r.target), ' ', prettyLabel(r.target.label)], className: 'wide'},
      {title: 'Note', cell: r => r.note ?? '', className: 'said'},
      {title: '', cell: r => h('a.button.small', {href: this.to(r)}, 'Reopen')},
    ], rows, {className: 'dense'}));
  }
}
