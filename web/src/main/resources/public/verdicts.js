// What a person may say about two features, and how often it was said in each band of |r|.
import {h, table} from './dom.js';
import {count, percent, plural} from './format.js';

/** key, verdict, button, what it says. */
export const VERDICTS = [
  ['1', 'same', 'Same', 'both stand for the same thing'],
  ['2', 'related', 'Related', 'different things that belong together'],
  ['3', 'unrelated', 'Not related', 'they have nothing to do with each other'],
  ['4', 'unsure', 'Unsure', 'the texts do not tell'],
];

export const inWords = verdict => VERDICTS.find(([, name]) => name === verdict)?.[2] ?? verdict;

/** bands: of /api/reviews/agreement. */
export function agreement(bands) {
  const heading = h('h2', 'Agreement by |r| ', h('small', bands.length ? plural(bands.reduce((sum, b) => sum + b.judged, 0), 'verdict') : ''));
  if (!bands.length) return h('section.apart', heading, h('p.quiet', 'No pair has a verdict yet: the first one begins this table.'));
  return h('section.apart', heading, h('div.agreement', drawing(bands), asTable(bands)));
}

const range = b => `${b.from.toFixed(1)}–${b.to.toFixed(1)}`;

function drawing(bands) {
  return h('div.card', h('div', {role: 'img', 'aria-label': 'Shares of the verdicts in each band of |r|; the table says the same'}, [...bands].reverse().map(b =>
    h('div.band', h('span', `|r| ${range(b)}`), h('span.stack', VERDICTS.map(([, verdict, text]) =>
      h('i', {class: verdict, title: `${text}: ${count(b[verdict])} of ${count(b.judged)}`, style: {width: 100 * b[verdict] / b.judged + '%'}}))),
    h('b', b.agreement === null ? '–' : percent(b.agreement))))),
  h('div.legend', {'aria-label': 'Legend'}, h('span.group', VERDICTS.map(([, verdict, text]) => h('span', h('i.swatch', {class: 'swatch ' + verdict}), text)))),
  h('p.quiet', 'At the right: the share that belongs together (same or related), of those that are not unsure.'));
}

const asTable = bands => table([
  {title: '|r|', cell: range},
  {title: 'Belong together', numeric: true, cell: b => (b.agreement === null ? '–' : percent(b.agreement)), hint: 'same and related, of those that are not unsure'},
  ...VERDICTS.map(([, verdict, text]) => ({title: text, numeric: true, cell: b => count(b[verdict])})),
  {title: 'Judged', numeric: true, cell: b => count(b.judged)},
], [...bands].reverse(), {className: 'dense'});
