// Positions in columns by layer: the nearest feature in the middle of its column, the next ones above and below it in turn.
// A feature keeps the place that it was once given, also while it is hidden.

const ROW = 30;
const COLUMN = 172;
const GAP = 96;

export class Columns {
  constructor(layers, nodes, rows) {
    this.layers = layers.filter(layer => nodes.some(n => n.layer === layer));
    this.placed = new Map();
    this.taken = new Map();
    this.columns = new Map();
    this.left = new Map();
    let x = 0;
    for (const layer of this.layers) {
      const columns = Math.max(1, Math.ceil(nodes.filter(n => n.layer === layer).length / rows));
      this.columns.set(layer, columns);
      this.left.set(layer, x);
      x += columns * COLUMN + GAP;
    }
    this.right = x;
  }

  /** nodes: those drawn, nearest first. Returns key → {x, y} of all. */
  place(nodes) {
    for (const node of nodes) if (!this.placed.has(node.key)) this.placed.set(node.key, this.next(node.layer));
    return this.placed;
  }

  next(layer) {
    if (!this.columns.has(layer)) this.open(layer);
    const columns = this.columns.get(layer);
    const i = this.taken.get(layer) ?? 0;
    this.taken.set(layer, i + 1);
    const column = i % columns;
    const row = Math.floor(i / columns);
    const offset = row % 2 ? (row + 1) / 2 : -row / 2;
    return {x: this.left.get(layer) + column * COLUMN, y: offset * ROW + (column % 2 ? ROW / 2 : 0)};
  }

  /** A layer that nothing was drawn of before: at the right of the others, or at their left. */
  open(layer) {
    const lowest = this.layers.length === 0 || layer > this.layers[0];
    const x = lowest ? this.right : Math.min(...this.left.values()) - COLUMN - GAP;
    if (lowest) this.right += COLUMN + GAP;
    this.layers = [...this.layers, layer].sort((a, b) => a - b);
    this.columns.set(layer, 1);
    this.left.set(layer, x);
  }

  /** Where the columns' titles stand. */
  titles(nodes) {
    const drawn = nodes.map(n => this.placed.get(n.key)?.y ?? 0);
    const top = Math.min(0, ...drawn) - 1.6 * ROW;
    return this.layers.map(layer => ({layer, x: this.left.get(layer), y: top}));
  }
}
