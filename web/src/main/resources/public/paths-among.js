// The best steering path between each two of a few selected features.
import {addToBasket} from './basket.js';
import {empty, h, table} from './dom.js';
import {featureLink, idLink} from './feature-parts.js';
import {fewForm, fewOf} from './few-of-them.js';
import {address, count, digits, plural} from './format.js';
import {depthOf} from './sets.js';

/** Questions at a time, so that others are answered meanwhile. */
const AT_ONCE = 3;

export async function pathsAmong(context, {features}, go) {
  const few = [...fewOf(context, features)].sort((a, b) => depthOf(a) - depthOf(b));
  const ends = few.flatMap((from, i) => few.slice(i + 1).map(to => ({from, to})));
  const answers = await inTurn(ends, ({from, to}) => context.ask('/api/paths', {from: address(from), to: address(to), k: 1}));
  const rows = ends.map((pair, i) => ({...pair, byKey: new Map(answers[i].features.map(f => [f.key, f])), path: answers[i].items[0]}));
  const found = rows.filter(row => row.path).sort((x, y) => y.path.product - x.path.product);
  const none = rows.length - found.length;
  const through = ({path, byKey}) => path.keys.slice(1, -1).map(key => byKey.get(key));
  return [fewForm(context, features, few, go),
    h('h2', 'Best paths among them ', h('small', `${plural(found.length, 'path')} between ${plural(ends.length, 'pair')}`)),
    found.length ? table([
      {title: 'Product', numeric: true, cell: ({path}) => h('b', {class: path.sign === 'negative' ? 'negative' : '', title: 'of |r| along the path'}, (path.sign === 'negative' ? '−' : '') + digits(path.product))},
      {title: 'From', cell: ({from}) => [idLink(context, from), ' ', featureLink(context, from)], className: 'wide'},
      {title: 'To', cell: ({to}) => [idLink(context, to), ' ', featureLink(context, to)], className: 'wide'},
      {title: 'Hops', numeric: true, cell: ({path}) => count(path.hops.length)},
      {title: 'Through', cell: row => (through(row).length ? through(row).map(f => h('div', idLink(context, f), ' ', featureLink(context, f))) : h('span.none', 'directly')), className: 'wide'},
      {title: '', cell: row => h('span.row-actions', h('a.button.small', {href: context.to('paths', {from: address(row.from), to: address(row.to)})}, 'All paths'),
        through(row).length > 0 && h('button.button.small', {type: 'button', onclick: () => addToBasket(context.currentRun.id, row.path.keys.map(key => address(row.byKey.get(key))))}, 'Select path'))},
    ], found, {className: 'dense pairs-between'}) : empty('No path among them', 'No chain of at most 6 correlations that never goes back a layer joins two of these.', h('a.button', {href: context.to('paths')}, 'Look for others')),
    none > 0 && found.length > 0 && h('p.quiet', `Between ${plural(none, 'other pair', 'other pairs')} there is no chain of at most 6 correlations that never goes back a layer.`)];
}

/** The answers in the order of the questions. */
async function inTurn(questions, ask) {
  const answers = [];
  let next = 0;
  const work = async () => {
    while (next < questions.length) {
      const i = next++;
      answers[i] = await ask(questions[i]);
    }
  };
  await Promise.all(Array.from({length: AT_ONCE}, work));
  return answers;
}
