// Positions in columns by layer. Features of one community lie side by side, the nearest community in the middle, so that most
// lines are short and level. A feature keeps the place that it was once given, also while it is hidden.

const ROW = 30;
const FEW_ROWS = 6;
const WIDE_ROW = 58;
const WIDE = {column: 172, gap: 96, rows: 22};
const NARROW = {column: 112, gap: 34, rows: 40};

export class Columns {
  /** nodes: nearest first; narrow: whether the drawing is as wide as a telephone. A column of too many rows is split. */
  constructor(layers, nodes, narrow) {
    this.size = narrow ? NARROW : WIDE;
    this.layers = layers.filter(layer => nodes.some(n => n.layer === layer));
    this.placed = new Map();
    this.taken = new Map();
    this.first = new Map();
    this.columns = new Map();
    this.left = new Map();
    const longest = Math.max(...this.layers.map(layer => nodes.filter(n => n.layer === layer).length));
    this.row = longest <= FEW_ROWS ? WIDE_ROW : ROW;
    let x = 0;
    for (const layer of this.layers) {
      const here = nodes.filter(n => n.layer === layer);
      this.columns.set(layer, Math.max(1, Math.ceil(here.length / this.size.rows)));
      this.left.set(layer, x);
      x += this.columns.get(layer) * this.size.column + this.size.gap;
      this.start(layer, grouped(here, nodes));
    }
    this.right = x;
  }

  /** nodes: those drawn. Returns key → {x, y} of all that were ever drawn. */
  place(nodes) {
    for (const node of nodes) if (!this.placed.has(node.key)) this.placed.set(node.key, this.next(node.layer));
    return this.placed;
  }

  /** The first features of a layer, from the top. */
  start(layer, nodes) {
    const columns = this.columns.get(layer);
    const rows = Math.ceil(nodes.length / columns);
    nodes.forEach((node, i) => this.placed.set(node.key, this.at(layer, i % columns, Math.floor(i / columns) - (rows - 1) / 2)));
    this.taken.set(layer, rows * columns);
    this.first.set(layer, rows);
  }

  /** A later one: below and above the first ones in turn. */
  next(layer) {
    if (!this.columns.has(layer)) this.open(layer);
    const columns = this.columns.get(layer);
    const i = this.taken.get(layer);
    this.taken.set(layer, i + 1);
    const row = Math.floor(i / columns);
    const rows = this.first.get(layer);
    const beyond = row - rows;
    const edge = (rows - 1) / 2;
    return this.at(layer, i % columns, beyond % 2 ? -edge - (beyond + 1) / 2 : edge + 1 + beyond / 2);
  }

  at(layer, column, row) {
    return {x: this.left.get(layer) + column * this.size.column, y: row * this.row + (column % 2 ? this.row / 2 : 0)};
  }

  /** A layer that nothing was drawn of before: at the right of the others, or at their left. */
  open(layer) {
    const lowest = this.layers.length === 0 || layer > this.layers[0];
    const x = lowest ? this.right : Math.min(...this.left.values()) - this.size.column - this.size.gap;
    if (lowest) this.right += this.size.column + this.size.gap;
    this.layers = [...this.layers, layer].sort((a, b) => a - b);
    this.columns.set(layer, 1);
    this.taken.set(layer, 0);
    this.first.set(layer, 0);
    this.left.set(layer, x);
  }

  /** Where the columns' titles stand. */
  titles(nodes) {
    const drawn = nodes.map(n => this.placed.get(n.key)?.y ?? 0);
    const top = Math.min(0, ...drawn) - 48;
    return this.layers.map(layer => ({layer, x: this.left.get(layer), y: top}));
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
