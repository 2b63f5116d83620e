// Very many points on one canvas. They are written straight into the picture's pixels, which costs a few milliseconds for 65,536
// of them without any graphics hardware; rings and names are drawn over them afterwards.

const MIN_ZOOM = 0.6;
const MAX_ZOOM = 400;
const NEAR = 14; // CSS pixels within which a point counts as pointed at
export const SIZES = [0.6, 0.8, 1.1, 1.5, 2]; // radii, of the usual one
const NAMES = 40; // as many names are written once no more points than this are in view

/** points: {n, x, y: Float32Array in 0..1, name(i)}. Calls onHover(i | -1, px, py), onPick(i | -1), onOpen(i), onView(view). */
export class PointMap {
  constructor(canvas, points, calls) {
    this.canvas = canvas;
    this.context = canvas.getContext('2d', {alpha: false});
    this.points = points;
    this.calls = calls;
    this.view = {x: 0.5, y: 0.5, z: 1};
    this.look = null;
    this.pointers = new Map();
    this.watch = new ResizeObserver(() => this.resize());
    this.watch.observe(canvas);
    this.listen();
  }

  /** look: {colours: Uint32Array of 0xAABBGGRR, back: Uint8Array (1: greyed), sizes: Uint8Array of numbers into SIZES or null, paper, grey, ink, links: [{from, to, colour, width, dashed}], rings: [{i, colour, radius}], marks: [{x, y, text}]}. */
  show(look) {
    this.look = look;
    this.later();
  }

  /** z: 1 shows everything. */
  goTo(view) {
    this.view = {x: view.x, y: view.y, z: Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, view.z))};
    this.later();
  }

  moved(view) {
    this.goTo(view);
    clearTimeout(this.settled);
    this.settled = setTimeout(() => this.calls.onView(this.view), 250);
  }

  zoom(factor, px = this.width / 2, py = this.height / 2) {
    const before = this.toWorld(px, py);
    const z = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, this.view.z * factor));
    const scale = this.unit * z;
    this.moved({x: before.x - (px - this.width / 2) / scale, y: before.y - (py - this.height / 2) / scale, z});
  }

  pan(dx, dy) {
    const scale = this.unit * this.view.z;
    this.moved({x: this.view.x - dx / scale, y: this.view.y - dy / scale, z: this.view.z});
  }

  /** The points inside the canvas. */
  inView() {
    const {x, y, n} = this.points;
    const scale = this.unit * this.view.z;
    const [w, h] = [this.width / 2 / scale, this.height / 2 / scale];
    const found = [];
    for (let i = 0; i < n; i++) if (Math.abs(x[i] - this.view.x) <= w && Math.abs(y[i] - this.view.y) <= h) found.push(i);
    return found;
  }

  destroy() {
    this.watch.disconnect();
    cancelAnimationFrame(this.frame);
    clearTimeout(this.settled);
  }

  resize() {
    const density = Math.min(2, devicePixelRatio || 1);
    this.width = this.canvas.clientWidth;
    this.height = this.canvas.clientHeight;
    if (!this.width || !this.height) return;
    this.density = density;
    this.unit = Math.min(this.width, this.height) * 0.92;
    this.canvas.width = Math.round(this.width * density);
    this.canvas.height = Math.round(this.height * density);
    this.image = this.context.createImageData(this.canvas.width, this.canvas.height);
    this.pixels = new Uint32Array(this.image.data.buffer);
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.paint();
  }

  later() {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.paint();
    });
  }

  paint() {
    if (!this.look || !this.pixels) return;
    this.pixels.fill(this.look.paper);
    const discs = (this.look.sizes ? SIZES : [1]).map(size => stencil(this.radius() * size * this.density));
    this.splat(1, discs);
    this.splat(0, discs);
    this.context.putImageData(this.image, 0, 0);
    this.over();
    this.canvas.dataset.frames = Number(this.canvas.dataset.frames ?? 0) + 1;
  }

  /** Smaller the more there are, growing slowly with the zoom, so that clusters open up. CSS pixels. */
  radius() {
    const base = Math.min(2.6, Math.max(0.85, 0.33 * this.unit / Math.sqrt(this.points.n)));
    return Math.min(7, base * Math.pow(Math.max(1, this.view.z), 0.35));
  }

  splat(layer, discs) {
    const {x, y, n} = this.points;
    const {colours, back, grey, sizes} = this.look;
    const [width, height] = [this.canvas.width, this.canvas.height];
    const scale = this.unit * this.view.z * this.density;
    const [left, top] = [width / 2 - this.view.x * scale, height / 2 - this.view.y * scale];
    for (let i = 0; i < n; i++) {
      if (back[i] !== layer) continue;
      const px = Math.round(left + x[i] * scale);
      const py = Math.round(top + y[i] * scale);
      const disc = sizes ? discs[sizes[i]] : discs[0];
      const reach = disc.reach;
      if (px < reach || py < reach || px >= width - reach || py >= height - reach) continue;
      const colour = layer ? grey : colours[i];
      const at = py * width + px;
      for (let k = 0; k < disc.dx.length; k++) {
        const p = at + disc.dy[k] * width + disc.dx[k];
        this.pixels[p] = disc.cover[k] === 256 ? colour : mix(this.pixels[p], colour, disc.cover[k]);
      }
    }
  }

  over() {
    const c = this.context;
    const {links, rings, marks, ink, halo} = this.look;
    c.save();
    c.scale(this.density, this.density);
    for (const link of links) {
      const [from, to] = [link.from, link.to].map(i => this.toScreen(this.points.x[i], this.points.y[i]));
      c.beginPath();
      c.setLineDash(link.dashed ? [5, 4] : []);
      c.moveTo(from.x, from.y);
      c.lineTo(to.x, to.y);
      c.lineWidth = link.width;
      c.strokeStyle = link.colour;
      c.stroke();
    }
    c.setLineDash([]);
    for (const ring of rings) {
      const p = this.toScreen(this.points.x[ring.i], this.points.y[ring.i]);
      c.beginPath();
      c.arc(p.x, p.y, this.radius() + ring.radius, 0, 7);
      c.lineWidth = 2;
      c.strokeStyle = ring.colour;
      c.stroke();
    }
    c.textBaseline = 'middle';
    c.lineWidth = 3.5;
    c.lineJoin = 'round';
    c.strokeStyle = halo;
    c.fillStyle = ink;
    const near = this.view.z > 2.5 ? this.inView() : [];
    if (near.length && near.length <= NAMES) {
      c.font = '11px system-ui, sans-serif';
      for (const i of near) this.write(this.points.name(i), this.points.x[i], this.points.y[i], this.radius() + 4, false);
    } else {
      c.font = '600 13px system-ui, sans-serif';
      this.writeApart(marks);
    }
    c.restore();
  }

  /** Those first in the list first; what would lie on another name, or outside, is left out. */
  writeApart(marks) {
    const taken = [];
    for (const m of marks) {
      const p = this.toScreen(m.x, m.y);
      const half = this.context.measureText(m.text).width / 2 + 6;
      const box = {left: p.x - half, right: p.x + half, top: p.y - 11, bottom: p.y + 11};
      if (box.left < 0 || box.right > this.width || box.top < 0 || box.bottom > this.height) continue;
      if (taken.some(t => t.left < box.right && box.left < t.right && t.top < box.bottom && box.top < t.bottom)) continue;
      taken.push(box);
      this.write(m.text, m.x, m.y, 0, true);
    }
  }

  write(text, x, y, shift, middle) {
    const p = this.toScreen(x, y);
    this.context.textAlign = middle ? 'center' : 'left';
    this.context.strokeText(text, p.x + shift, p.y);
    this.context.fillText(text, p.x + shift, p.y);
  }

  toScreen(x, y) {
    const scale = this.unit * this.view.z;
    return {x: this.width / 2 + (x - this.view.x) * scale, y: this.height / 2 + (y - this.view.y) * scale};
  }

  toWorld(px, py) {
    const scale = this.unit * this.view.z;
    return {x: this.view.x + (px - this.width / 2) / scale, y: this.view.y + (py - this.height / 2) / scale};
  }

  /** The point nearest to a place on the canvas, those in front first; -1: none is near. */
  nearest(px, py) {
    const {x, y, n} = this.points;
    const at = this.toWorld(px, py);
    const reach = (NEAR / (this.unit * this.view.z)) ** 2;
    let [best, found] = [Infinity, -1];
    for (let i = 0; i < n; i++) {
      const d = (x[i] - at.x) ** 2 + (y[i] - at.y) ** 2;
      if (d > reach) continue;
      const cost = d + (this.look?.back[i] ? reach : 0);
      if (cost < best) [best, found] = [cost, i];
    }
    return found;
  }

  listen() {
    const canvas = this.canvas;
    const place = e => {
      const box = canvas.getBoundingClientRect();
      return [e.clientX - box.left, e.clientY - box.top];
    };
    canvas.addEventListener('wheel', e => {
      e.preventDefault();
      this.zoom(Math.exp(-e.deltaY * (e.deltaMode ? 0.05 : 0.0016)), ...place(e));
    }, {passive: false});
    canvas.addEventListener('pointerdown', e => {
      canvas.setPointerCapture(e.pointerId);
      this.pointers.set(e.pointerId, place(e));
      this.dragged = 0;
    });
    canvas.addEventListener('pointermove', e => {
      const now = place(e);
      const before = this.pointers.get(e.pointerId);
      if (!before) return this.calls.onHover(this.nearest(...now), ...now);
      const other = [...this.pointers].find(([id]) => id !== e.pointerId)?.[1];
      this.pointers.set(e.pointerId, now);
      this.dragged += Math.abs(now[0] - before[0]) + Math.abs(now[1] - before[1]);
      if (other) this.zoom(Math.hypot(now[0] - other[0], now[1] - other[1]) / Math.max(1, Math.hypot(before[0] - other[0], before[1] - other[1])),
        (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
      else if (this.dragged > 3) this.pan(now[0] - before[0], now[1] - before[1]);
    });
    const up = e => {
      if (this.pointers.delete(e.pointerId) && e.type === 'pointerup' && this.dragged <= 3) this.calls.onPick(this.nearest(...place(e)));
    };
    canvas.addEventListener('pointerup', up);
    canvas.addEventListener('pointercancel', up);
    canvas.addEventListener('pointerleave', () => this.calls.onHover(-1));
    canvas.addEventListener('dblclick', e => {
      const i = this.nearest(...place(e));
      if (i >= 0) this.calls.onOpen(i);
    });
    const keys = {ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60]};
    canvas.addEventListener('keydown', e => {
      if (e.ctrlKey || e.metaKey || e.altKey) return;
      if (keys[e.key]) this.pan(...keys[e.key]);
      else if (e.key === '+' || e.key === '=') this.zoom(1.4);
      else if (e.key === '-') this.zoom(1 / 1.4);
      else if (e.key === '0') this.moved({x: 0.5, y: 0.5, z: 1});
      else if (e.key === 'Enter') this.calls.onPick(this.nearestToMiddle());
      else return;
      e.preventDefault();
    });
  }

  nearestToMiddle() {
    const {x, y, n} = this.points;
    let [best, found] = [Infinity, -1];
    for (let i = 0; i < n; i++) {
      const d = (x[i] - this.view.x) ** 2 + (y[i] - this.view.y) ** 2;
      if (d < best && !this.look?.back[i]) [best, found] = [d, i];
    }
    return found;
  }
}

/** The pixels of a disc and how much of each it covers, of 256. */
function stencil(radius) {
  const reach = Math.ceil(radius + 0.5);
  const [dx, dy, cover] = [[], [], []];
  for (let v = -reach; v <= reach; v++) {
    for (let u = -reach; u <= reach; u++) {
      const c = Math.round(256 * Math.max(0, Math.min(1, radius + 0.5 - Math.hypot(u, v))));
      if (c > 12) {
        dx.push(u);
        dy.push(v);
        cover.push(c);
      }
    }
  }
  return {reach, dx, dy, cover};
}

/** a under b, b covering k of 256; two channels at a time. */
function mix(a, b, k) {
  const l = 256 - k;
  const even = (((a & 0xff00ff) * l + (b & 0xff00ff) * k) >>> 8) & 0xff00ff;
  const odd = ((((a >>> 8) & 0xff) * l + ((b >>> 8) & 0xff) * k) & 0xff00) >>> 0;
  return (0xff000000 | odd | even) >>> 0;
}
