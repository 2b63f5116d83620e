import {put, remove} from '../api.js';
import {empty, h, replace, table} from '../dom.js';
import {contextText} from '../context-text.js';
import {cypherLink, pairCypher} from '../cypher.js';
import {communityLink, featureLink, idLink, rMark} from '../feature-parts.js';
import {address, count, digits, percent, plural, printed} from '../format.js';
import {prettyLabel} from '../tokens.js';

/** key, verdict, button, what it says. */
const VERDICTS = [
  ['1', 'same', 'Same', 'both stand for the same thing'],
  ['2', 'related', 'Related', 'different things that belong together'],
  ['3', 'unrelated', 'Not related', 'they have nothing to do with each other'],
  ['4', 'unsure', 'Unsure', 'the texts do not tell'],
];
const TEXTS = 8;

export async function show(context) {
  document.title = 'Review · SteerGraph';
  const screen = new Screen();
  await screen.load(context);
  return {node: screen.node, update: next => screen.load(next), leave: () => removeEventListener('keydown', screen.keys)};
}

/** The strongest pairs across layers that nobody has judged, one after the other; ?a=&b= is the pair that is shown. */
class Screen {
  constructor() {
    this.changed = []; // this visit's verdicts, newest last
    this.status = h('p.note', {role: 'status'});
    this.body = h('div');
    this.node = h('div.page.wide-page', h('header.head', h('h1', 'Review'),
      h('p.lead', 'Do these two features belong together? Read where each fires, then say so. Verdicts are kept in the graph.')), this.status, this.body);
    this.keys = event => this.onKey(event);
    addEventListener('keydown', this.keys);
  }

  async load(context) {
    this.context = context;
    const skipped = Number(context.params.get('skip')) || 0;
    const sign = context.params.get('sign') ?? '';
    const [queue, agreement, recent] = await Promise.all([
      context.ask('/api/reviews/queue', {model: context.model, sign, limit: Math.min(100, skipped + 1)}),
      context.ask('/api/reviews/agreement', {model: context.model}),
      context.ask('/api/reviews', {model: context.model, limit: 10}),
    ]);
    this.pair = queue.items[skipped] ?? null;
    const sides = this.pair ? await Promise.all([this.pair.source, this.pair.target].map(f =>
      context.ask(`/api/feature/${encodeURIComponent(context.model)}/${address(f)}`, {contexts: TEXTS, correlates: 1}))) : [];
    const undo = this.changed.length ? h('button.small', {type: 'button', onclick: () => this.undo()}, '↶ Undo ', h('kbd', 'Ctrl Z')) : null;
    replace(this.status, h('span', `${plural(queue.total, 'pair')} left to judge`, skipped ? `, ${count(skipped)} skipped` : '', '.'),
      this.changed.length ? h('strong', `Kept: ${this.changed.at(-1).verdict}.`) : null, undo);
    replace(this.body, this.pair ? this.question(sides) : empty('Nothing is left to judge', queue.total ? 'The rest was skipped.' : 'Every pair across layers that passed the threshold has a verdict.',
      queue.total > 0 && h('a.button.primary', {href: context.to('review', {sign})}, 'Start over')), bands(agreement), said(context, recent, r => this.take(r)));
    return true;
  }

  question(sides) {
    const {pair, context} = this;
    this.note = h('input', {type: 'text', 'aria-label': 'Note', placeholder: 'A note, if you like', maxlength: '2000'});
    const skip = (Number(context.params.get('skip')) || 0) + 1;
    const sign = context.params.get('sign') ?? '';
    return [h('div.verdicts', {role: 'group', 'aria-label': 'Verdict'}, VERDICTS.map(([key, verdict, text, title]) =>
      h('button', {type: 'button', title, 'data-verdict': verdict, onclick: () => this.judge(verdict)}, text + ' ', h('kbd', key))),
    h('a.button', {href: context.to('review', {sign, skip}), id: 'skip'}, 'Skip ', h('kbd', 's')), this.note),
    h('p.between', rMark(pair.r), h('span.quiet', `MI ${digits(pair.mi)} bits · both fire at ${plural(pair.n11, 'token')} in ${plural(pair.documents, 'document')}`),
      h('a.button.small', {href: context.to('paths', {from: address(pair.source), to: address(pair.target)})}, 'Paths'), cypherLink(pairCypher(pair.source, pair.target))),
    h('div.pair', sides.map(({feature: f, contexts}) => h('section', h('h2', idLink(context, f), ' ', featureLink(context, f)),
      h('p.quiet', `${printed(f)} · density ${percent(f.density)} · community `, communityLink(context, f.community, f.communityLabel)),
      contexts.items.length ? h('ol.contexts', contexts.items.map(c => h('li', h('span.value', {title: 'its largest activation in this text'}, c.value.toFixed(2)), contextText(c, f.max))))
        : h('p.quiet', 'No text was kept for this feature.'))))];
  }

  async judge(verdict) {
    const {pair} = this;
    if (!pair || this.busy) return;
    await this.attempt(async () => {
      await put('/api/reviews', {source: pair.source.key, target: pair.target.key, verdict, note: this.note.value.trim() || undefined});
      this.changed.push({source: pair.source.key, target: pair.target.key, verdict});
    });
  }

  undo() {
    const last = this.changed.at(-1);
    if (last) this.attempt(async () => {
      await remove('/api/reviews', {source: last.source, target: last.target});
      this.changed.pop();
    });
  }

  /** Takes back a verdict of the list. */
  take(review) {
    this.attempt(async () => {
      await remove('/api/reviews', {source: review.source.key, target: review.target.key});
      this.changed = this.changed.filter(c => c.source !== review.source.key || c.target !== review.target.key);
    });
  }

  async attempt(change) {
    this.busy = true;
    try {
      await change();
      await this.load(this.context);
    } catch (error) {
      if (error.name !== 'AbortError') this.context.fail(error);
    } finally {
      this.busy = false;
    }
  }

  onKey(event) {
    if (event.target.closest?.('input, select, textarea, dialog')) return;
    if ((event.ctrlKey || event.metaKey) && event.key === 'z') { event.preventDefault(); this.undo(); }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const verdict = VERDICTS.find(([key]) => key === event.key);
    if (verdict) this.judge(verdict[1]);
    if (event.key === 's') document.getElementById('skip')?.click();
  }
}

function bands({bands: all}) {
  if (!all.length) return null;
  return h('section', h('h2', 'Agreement by |r|'), table([
    {title: '|r|', cell: b => `${b.from.toFixed(1)} to ${b.to.toFixed(1)}`},
    {title: 'Belong together', cell: b => (b.agreement === null ? '–' : h('span', h('span.meter', {'aria-hidden': 'true'}, h('i', {style: {width: 100 * b.agreement + '%'}})), ' ', percent(b.agreement))),
      hint: 'same and related, of those that are not unsure'},
    ...VERDICTS.map(([, verdict, text]) => ({title: text, numeric: true, cell: b => count(b[verdict])})),
    {title: 'Judged', numeric: true, cell: b => count(b.judged)},
  ], all, {className: 'dense'}));
}

function said(context, recent, take) {
  if (!recent.items.length) return null;
  return h('section', h('h2', 'Latest verdicts ', h('small', `${count(recent.items.length)} of ${count(recent.total)}`)), table([
    {title: 'Verdict', cell: r => r.verdict}, {title: 'r', cell: r => (r.r === null ? '–' : rMark(r.r))},
    {title: 'From', cell: r => [idLink(context, r.source), ' ', prettyLabel(r.source.label)], className: 'wide'},
    {title: 'To', cell: r => [idLink(context, r.target), ' ', prettyLabel(r.target.label)], className: 'wide'},
    {title: 'Note', cell: r => r.note ?? ''},
    {title: '', cell: r => h('button.small', {type: 'button', onclick: () => take(r)}, 'Take back')},
  ], recent.items, {className: 'dense'}));
}
