// Positions in columns by depth, that is by layer and then by site. Features of one community lie side by side, the nearest
// community in the middle, so that most lines are short and level. A feature keeps the place that it was once given, also while
// it is hidden.
import {depthOf} from './sets.js';

const ROW = 30;
const FEW_ROWS = 6;
const WIDE_ROW = 58;
const WIDE = {column: 172, gap: 96, rows: 22};
const NARROW = {column: 112, gap: 34, rows: 40};

export class Columns {
  /** depths: of all sets of the run, ascending; nodes: nearest first; narrow: whether the drawing is as wide as a telephone. A column
   *  of too many rows is split. */
  constructor(depths, nodes, narrow) {
    this.size = narrow ? NARROW : WIDE;
    this.depths = depths.filter(depth => nodes.some(n => depthOf(n) === depth));
    this.placed = new Map();
    this.taken = new Map();
    this.first = new Map();
    this.columns = new Map();
    this.left = new Map();
    const longest = Math.max(...this.depths.map(depth => nodes.filter(n => depthOf(n) === depth).length));
    this.row = longest <= FEW_ROWS ? WIDE_ROW : ROW;
    let x = 0;
    for (const depth of this.depths) {
      const here = nodes.filter(n => depthOf(n) === depth);
      this.columns.set(depth, Math.max(1, Math.ceil(here.length / this.size.rows)));
      this.left.set(depth, x);
      x += this.columns.get(depth) * this.size.column + this.size.gap;
      this.start(depth, grouped(here, nodes));
    }
    this.right = x;
  }

  /** nodes: those drawn. Returns key → {x, y} of all that were ever drawn. */
  place(nodes) {
    for (const node of nodes) if (!this.placed.has(node.key)) this.placed.set(node.key, this.next(depthOf(node)));
    return this.placed;
  }

  /** The first features of a depth, from the top. */
  start(depth, nodes) {
    const columns = this.columns.get(depth);
    const rows = Math.ceil(nodes.length / columns);
    nodes.forEach((node, i) => this.placed.set(node.key, this.at(depth, i % columns, Math.floor(i / columns) - (rows - 1) / 2)));
    this.taken.set(depth, rows * columns);
    this.first.set(depth, rows);
  }

  /** A later one: below and above the first ones in turn. */
  next(depth) {
    if (!this.columns.has(depth)) this.open(depth);
    const columns = this.columns.get(depth);
    const i = this.taken.get(depth);
    this.taken.set(depth, i + 1);
    const row = Math.floor(i / columns);
    const rows = this.first.get(depth);
    const beyond = row - rows;
    const edge = (rows - 1) / 2;
    return this.at(depth, i % columns, beyond % 2 ? -edge - (beyond + 1) / 2 : edge + 1 + beyond / 2);
  }

  at(depth, column, row) {
    return {x: this.left.get(depth) + column * this.size.column, y: row * this.row + (column % 2 ? this.row / 2 : 0)};
  }

  /** A depth that nothing was drawn of before: at the right of the others, or at their left. */
  open(depth) {
    const lowest = this.depths.length === 0 || depth > this.depths[0];
    const x = lowest ? this.right : Math.min(...this.left.values()) - this.size.column - this.size.gap;
    if (lowest) this.right += this.size.column + this.size.gap;
    this.depths = [...this.depths, depth].sort((a, b) => a - b);
    this.columns.set(depth, 1);
    this.taken.set(depth, 0);
    this.first.set(depth, 0);
    this.left.set(depth, x);
  }

  /** Where the columns' titles stand. */
  titles(nodes) {
    const drawn = nodes.map(n => this.placed.get(n.key)?.y ?? 0);
    const top = Math.min(0, ...drawn) - 48;
    return this.depths.map(depth => ({depth, x: this.left.get(depth), y: top}));
  }
}

/** Communities in the order of their nearest feature, laid out from the middle to both ends. */
function grouped(here, all) {
  const order = [...new Set(all.map(n => n.community))];
  const place = number => {
    const i = order.indexOf(number);
    return i % 2 ? (i + 1) / 2 : -i / 2;
  };
  return [...here].sort((a, b) => place(a.community) - place(b.community));
}
