import {post, put, remove} from '../api.js';
import {empty, h, replace, table} from '../dom.js';
import {contextText} from '../context-text.js';
import {cypherLink, pairCypher} from '../cypher.js';
import {communityLink, featureLink, idLink, rMark} from '../feature-parts.js';
import {address, count, digits, part, percent, plural, printed, sentence} from '../format.js';
import {manySites, placeOf} from '../sets.js';
import {prettyLabel} from '../tokens.js';
import {VERDICTS, agreement, inWords} from '../verdicts.js';

const TEXTS = 8;
/** So many of the strongest pairs without a verdict are asked for at a time; "next" goes through them. */
const QUEUE = 100;
const SIGNS = [['', 'all'], ['positive', 'positive'], ['negative', 'negative']];

export async function show(context) {
  document.title = 'Review · SteerGraph';
  const view = new View();
  await view.load(context);
  return {node: view.node, update: next => view.load(next), entered: () => view.enter(), undo: () => view.undo(), leave: () => view.leave()};
}

/** The strongest pairs across layers that nobody has judged, one after the other. ?a=&b= is the pair that is shown. */
class View {
  constructor() {
    this.done = []; // what was done in this visit, newest last: {source, target, verdict, before}; no verdict: taken back
    this.status = h('div.review-progress', {role: 'status'});
    this.body = h('div');
    this.node = h('div.page.wide-page', h('header.head', h('h1', 'Review'),
      h('p.lead', 'Do these two features belong together? Read where each fires, then say so. Verdicts are kept in the graph.')), this.status, this.body);
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

  to(pair, changes = {}) {
    const between = pair ? {a: address(pair.source), b: address(pair.target)} : {};
    return this.context.to('review', {sign: this.value('sign'), ...between, ...changes});
  }

  async load(context) {
    this.context = context;
    const {model} = context;
    const [queue, bands, recent] = await Promise.all([
      context.ask('/api/reviews/queue', {model, sign: this.value('sign'), limit: QUEUE}),
      context.ask('/api/reviews/agreement', {model}),
      context.ask('/api/reviews', {model, limit: 200}),
    ]);
    this.queue = queue;
    await this.find(recent);
    replace(this.status, this.progress(bands.bands));
    replace(this.body, this.pair ? this.question() : this.nothing(), agreement(bands.bands), this.latest(recent));
    return true;
  }

  /** The pair of the address, or the first of the queue, whose address it then becomes. */
  async find(recent) {
    const {context, queue} = this;
    let [a, b] = [this.value('a'), this.value('b')];
    if (!a || !b) {
      const first = queue.items[0];
      this.pair = null;
      if (!first) return;
      [a, b] = [address(first.source), address(first.target)];
      history.replaceState(null, '', this.to(first));
      context.params.set('a', a);
      context.params.set('b', b);
    }
    this.sides = await Promise.all([a, b].map(at => context.ask(`/api/features/${at}`, {contexts: TEXTS, correlates: 1})));
    const [source, target] = this.sides.map(s => s.feature);
    this.at = queue.items.findIndex(p => p.source.key === source.key && p.target.key === target.key);
    const edges = this.at >= 0 ? [queue.items[this.at]] : (await post('/api/subgraph', {keys: [source.key, target.key], minAbsR: 0}, context.signal)).items;
    this.pair = {...(edges[0] ?? {r: null}), source, target};
    const said = recent.items.find(r => [r.source.key, r.target.key].sort().join() === [source.key, target.key].sort().join());
    this.said = said ? {verdict: said.verdict, note: said.note} : null;
  }

  progress(bands) {
    const judged = bands.reduce((sum, b) => sum + b.judged, 0);
    const {total, items} = this.queue;
    const place = this.pair && this.at >= 0 ? `Pair ${count(this.at + 1)} of ${total > items.length ? `the ${count(items.length)} strongest of ` : ''}${count(total)} left` : `${plural(total, 'pair')} left`;
    const last = this.done.at(-1);
    return [h('span.toggles', {role: 'group', 'aria-label': 'Sign of r'}, SIGNS.map(([sign, text]) =>
      h('a.toggle', {href: this.context.to('review', {sign}), 'aria-current': this.value('sign') === sign ? 'true' : null}, text))),
    h('span', place), h('span', this.value('sign') ? null : [h('progress', {max: Math.max(1, judged + total), value: judged, 'aria-label': 'Judged so far'}), ' '], `${count(judged)} judged`),
    last && h('strong', last.verdict ? `Kept: ${inWords(last.verdict)}.` : 'Taken back.'),
    last && h('button.small', {type: 'button', onclick: () => this.undo()}, '↶ Undo ', h('kbd', 'Ctrl Z'))];
  }

  nothing() {
    const {total} = this.queue;
    return empty('Nothing is left to judge', total ? 'The rest was skipped.' : `Every ${this.value('sign')} pair across ${manySites() ? 'layers and sites' : 'layers'} that passed the run’s threshold of |r| > `
      + `${digits(this.context.currentRun.threshold)} has a verdict, or there is none.`,
    this.value('sign') && h('a.button.primary', {href: this.context.to('review')}, 'Look at both signs'), h('a.button', {href: this.context.to('')}, 'Start page'));
  }

  question() {
    const {pair, context, said} = this;
    this.note = h('input', {type: 'text', 'aria-label': 'Note', placeholder: 'A note, if you like', maxlength: '2000', value: said?.note ?? ''});
    const {items} = this.queue;
    const [before, after] = [items[this.at - 1], items[this.at + 1]];
    const turn = (p, id, ...text) => (p ? h('a.button', {href: this.to(p), id}, text) : h('button', {type: 'button', disabled: true}, text));
    return [h('div.verdicts', {role: 'group', 'aria-label': 'Verdict'}, VERDICTS.map(([key, verdict, text, title]) =>
      h('button', {type: 'button', title, 'data-verdict': verdict, 'aria-pressed': String(said?.verdict === verdict), onclick: () => this.judge(verdict)}, text + ' ', h('kbd', key))),
    said && h('button', {type: 'button', onclick: () => this.withdraw()}, 'Take back'),
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

  async judge(verdict) {
    const {pair, said} = this;
    if (!pair || pair.r === null || this.busy) return;
    const next = this.at >= 0 ? this.queue.items[this.at + 1] ?? this.queue.items[this.at - 1] : null;
    await this.attempt(async () => {
      await put('/api/reviews', {source: pair.source.key, target: pair.target.key, verdict, note: this.note.value.trim() || undefined});
      this.done.push({source: pair.source, target: pair.target, verdict, before: said});
      await this.context.navigate(next ? this.to(next) : this.context.to('review', {sign: this.value('sign')}));
    });
  }

  withdraw() {
    const {pair, said} = this;
    if (!said || this.busy) return;
    this.attempt(async () => {
      await remove('/api/reviews', {source: pair.source.key, target: pair.target.key});
      this.done.push({source: pair.source, target: pair.target, verdict: null, before: said});
      await this.context.navigate(this.to(pair));
    });
  }

  /** Takes back this visit's last verdict, or puts back the one that it replaced, and shows its pair again. */
  undo() {
    const last = this.done.at(-1);
    if (!last) return false;
    if (this.busy) return true;
    this.attempt(async () => {
      const keys = {source: last.source.key, target: last.target.key};
      if (last.before) await put('/api/reviews', {...keys, verdict: last.before.verdict, note: last.before.note ?? undefined});
      else await remove('/api/reviews', keys);
      this.done.pop();
      await this.context.navigate(this.to(last));
    });
    return true;
  }

  async attempt(change) {
    this.busy = true;
    try {
      await change();
    } catch (error) {
      if (error.name !== 'AbortError') this.context.fail(error);
    } finally {
      this.busy = false;
    }
  }

  onKey(event) {
    if (event.target.closest?.('input, select, textarea, dialog')) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const verdict = VERDICTS.find(([key]) => key === event.key);
    if (verdict) this.judge(verdict[1]);
    if (event.key === 'ArrowLeft') document.getElementById('previous')?.click();
    if (event.key === 'ArrowRight') document.getElementById('next')?.click();
  }

  latest(recent) {
    if (!recent.items.length) return null;
    const rows = recent.items.slice(0, 10);
    return h('section.apart', h('h2', 'Latest verdicts ', h('small', recent.total > rows.length ? `${count(rows.length)} of ${count(recent.total)}` : count(recent.total))), table([
      {title: 'Verdict', cell: r => inWords(r.verdict)}, {title: 'r', cell: r => (r.r === null ? '–' : rMark(r.r))},
      {title: 'From', cell: r => [idLink(this.context, r.source), ' ', prettyLabel(r.source.label)], className: 'wide'},
      {title: 'To', cell: r => [idLink(this.context, r.target), ' ', prettyLabel(r.target.label)], className: 'wide'},
      {title: 'Note', cell: r => r.note ?? '', className: 'said'},
      {title: '', cell: r => h('a.button.small', {href: this.to(r)}, 'Look again')},
    ], rows, {className: 'dense'}));
  }
}
