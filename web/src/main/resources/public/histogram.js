// How a number is distributed: bars over an axis, and the same as a table.
import {h, table} from './dom.js';
import {count, digits, percent, plural} from './format.js';

const TICKS = 5;
const FEW_DECADES = 3;

/**
 * bins: [{from, to, count}], ascending and of one width. shown(x): a value in words; log: whether from and to are powers of ten.
 * @param {{title: string, text: string, bins: any[], shown?: (x: number) => string, log?: boolean, sign?: boolean, unit?: string}} options
 */
export function histogram({title, text, bins, shown = digits, log = false, sign = false, unit}) {
  const total = bins.reduce((sum, x) => sum + x.count, 0);
  if (!total) return h('figure.distribution', h('figcaption', h('b', title)), h('p.quiet', 'Nothing to count in this run.'));
  const most = Math.max(...bins.map(x => x.count));
  const [low, high] = [bins[0].from, bins.at(-1).to];
  const said = x => `${shown(x.from)} to ${shown(x.to)}`;
  const now = h('p.quiet.now', {'aria-hidden': 'true'});
  now.textContent = text;
  const bar = x => h('i', {class: sign ? (x.to <= 0 ? 'negative' : 'positive') : '', title: `${said(x)}: ${count(x.count)}`,
    onmouseenter: () => { now.textContent = `${said(x)}${unit ? ' ' + unit : ''}: ${count(x.count)} (${percent(x.count / total)})`; },
    onmouseleave: () => { now.textContent = text; }},
  h('u', {style: {height: (x.count ? Math.max(1, 100 * x.count / most) : 0) + '%'}}));
  return h('figure.distribution', h('figcaption', h('b', title), ' ', h('small', count(total))),
    h('div.plot', h('span.most', count(most)), h('div.histogram', {role: 'img', 'aria-label': `Histogram of ${plural(total, 'value')}; the highest bar, ${count(most)}, is at `
      + `${said(bins.find(x => x.count === most))}. The table below says the same.`}, bins.map(bar))),
    h('div.ticks', {'aria-hidden': 'true'}, ticks(low, high, log).map(x => h('span', {style: {left: 100 * (x - low) / (high - low) + '%'}}, shown(x)))),
    now,
    h('details', h('summary', 'As a table'), table([{title: 'From', numeric: true, cell: x => shown(x.from)}, {title: 'To', numeric: true, cell: x => shown(x.to)},
      {title: 'Count', numeric: true, cell: x => count(x.count)}], bins.filter(x => x.count), {className: 'dense'})));
}

/** Round values within the ends; whole powers of ten on a logarithmic axis. */
function ticks(low, high, log) {
  if (!(high > low)) return [low];
  const raw = (high - low) / TICKS;
  const power = 10 ** Math.floor(Math.log10(raw));
  if (log && high - low < FEW_DECADES) return between(low, high, [1, 2, 5]);
  const step = log ? Math.max(1, Math.round(raw)) : [1, 2, 5, 10].map(m => m * power).find(s => s >= raw);
  const all = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9; k++) all.push(Number((k * step).toPrecision(12)));
  return all;
}

/** Logarithms of these numbers times powers of ten. */
function between(low, high, numbers) {
  const all = [];
  for (let k = Math.floor(low); k <= high; k++) all.push(...numbers.map(n => k + Math.log10(n)).filter(x => x >= low && x <= high));
  return all;
}
