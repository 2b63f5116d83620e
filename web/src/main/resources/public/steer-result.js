// Default and steered text side by side as they come, and what else steering moves.
import {h, replace, table} from './dom.js';
import {featureLink, idLink} from './feature-parts.js';
import {digits, plural} from './format.js';
import {shownToken} from './promoted.js';
import {takesStrength} from './steer-state.js';

const SIDES = ['default', 'steered'];

/** Where the lines of an answer go. */
export function result(context) {
  const texts = Object.fromEntries(SIDES.map(side => [side, h('span.made', {'data-side': side})]));
  const prompts = SIDES.map(() => h('span.asked'));
  const applied = h('p.quiet.applied');
  const corrected = h('div');
  const notes = h('div');
  const moved = h('section.moved');
  const columns = SIDES.map((side, i) => h('section.card.side', h('h2', side === 'default' ? 'Default' : 'Steered'), h('p.written', prompts[i], texts[side])));
  const node = h('div.steer-result', {hidden: true}, h('div.sides', columns), applied, notes, corrected, moved);
  /** chat: whether the prompt is what a user says. */
  const begin = (prompt, chat) => {
    node.hidden = false;
    node.querySelectorAll('.written').forEach(p => p.classList.toggle('chat', chat));
    prompts.forEach(p => { p.textContent = prompt; });
    SIDES.forEach(side => { texts[side].textContent = ''; });
    applied.textContent = '';
    [corrected, notes, moved].forEach(part => replace(part));
  };
  const take = line => {
    if (line.event === 'started') {
      replace(notes, line.notes.map(note => h('p.quiet', note)));
      replace(corrected, neighbours(context, line.steered.filter(s => s.neighbour)));
    } else if (line.event === 'token') {
      const text = texts[line.side];
      text.textContent = text.textContent.slice(0, line.from) + line.text;
    } else if (line.event === 'written') {
      texts.default.textContent = line.defaultText;
      texts.steered.textContent = line.steeredText;
      applied.textContent = appliedText(line);
    } else if (line.event === 'moved') {
      replace(moved, whatMoved(context, line));
    }
  };
  return {node, begin, take};
}

function appliedText({applied, tokensPerSecond}) {
  const speed = `${digits(tokensPerSecond, 3)} tokens/s for both.`;
  if (!applied.length) return `Nothing was steered. ${speed}`;
  return applied.map(a => `Steered ${a.hook} at ${plural(a.prompt, 'token')} of the prompt and ${a.generated} that were added`
    + (a.ratio === null ? '.' : `, |δ| ${a.ratio.toFixed(2)} of |x|.`)).join(' ') + ' ' + speed;
}

function neighbours(context, list) {
  if (!list.length) return null;
  return h('details', h('summary', `Corrected for ${plural(list.length, 'neighbour')}`), table([
    {title: 'Feature', cell: s => idLink(context, named(context, s))},
    {title: 'Fires on', cell: s => featureLink(context, named(context, s)), className: 'wide'},
    {title: 'Strength', numeric: true, cell: s => (takesStrength(s.change) ? signed(s.strength, 3) : s.change), hint: 'in multiples of its largest activation'},
  ], list, {className: 'dense'}));
}

function whatMoved(context, line) {
  const rows = `over ${plural(line.rows, 'token')} of prompt and default text, read with and without steering`;
  return [h('h2', 'What else moved'), h('div.columns.moved-columns',
    h('section', h('h3', 'Features ', h('small', rows)), line.features.length ? table([
      {title: 'Change, sd', numeric: true, cell: f => h('span', {class: f.sds < 0 ? 'negative' : 'positive'}, signed(f.sds, 3)), hint: 'of its mean activation, in its standard deviations over the run'},
      {title: 'Feature', cell: f => idLink(context, named(context, f))},
      {title: 'Fires on', cell: f => featureLink(context, named(context, f)), className: 'wide'},
      {title: 'Before', numeric: true, cell: f => digits(f.before, 3), hint: 'mean activation without steering'},
      {title: 'After', numeric: true, cell: f => digits(f.after, 3), hint: 'with it'},
    ], line.features, {className: 'dense'}) : h('p.quiet', 'No other feature of the run’s sets changes.')),
    h('section', h('h3', 'Next tokens ', h('small', `mean probability after ${plural(line.places, 'token')}`)),
      line.raised.length || line.lowered.length ? h('div.logits', side('More likely', line.raised), side('Less likely', line.lowered)) : h('p.quiet', 'No prediction changes.')))];
}

function side(title, tokens) {
  return h('div', h('h3', title), h('ol.tokens.moved-tokens', tokens.map(t => h('li', h('code', shownToken(t.token)),
    h('span.amount', {title: `${t.before.toPrecision(4)} → ${t.after.toPrecision(4)}`}, `${share(t.before)} → ${share(t.after)}`)))));
}

const share = p => `${digits(100 * p, 2)} %`;
const signed = (x, n) => (x < 0 ? '−' : '+') + digits(Math.abs(x), n);

/** What is printed of a feature of this run. */
const named = (context, f) => ({model: context.model, site: context.sets.find(s => s.layer === f.layer && s.sae === f.sae)?.site, ...f});
