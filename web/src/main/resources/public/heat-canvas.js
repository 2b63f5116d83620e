// A matrix as coloured cells between the names of its rows and columns, as sharp as the screen.
import {ofSigned, theme} from './colours.js';

const FONT = '11px system-ui, sans-serif';
/** Room for names, at least. */
const LEAST = 44;
const LARGEST_CELL = 44;
/** Names stand at least as far apart as this, in CSS pixels; between them some are left out. */
const NAME_HEIGHT = 13;
const CHOSEN = '#e8590c';

/** rows, columns: names. value(i, j): −1 to 1, or null where there is nothing. chosen: [i, j] or null.
 *  onPoint(i, j), both null for nowhere, while pointing or moving by keys; onChoose(i, j) on a click or Enter.
 *  Returns {paint, destroy}. */
export function heatCanvas(canvas, {rows, columns, value, chosen, onPoint, onChoose}) {
  const [left, top] = [rows, columns].map(roomFor);
  let at = null;
  let size = 0;
  const within = (i, j) => i >= 0 && j >= 0 && i < rows.length && j < columns.length;

  function roomFor(names) {
    const c = canvas.getContext('2d');
    c.font = FONT;
    return Math.max(LEAST, ...names.map(name => Math.ceil(c.measureText(name).width) + 14));
  }

  function resize() {
    const width = canvas.clientWidth;
    if (!width) return;
    size = Math.max(1, Math.min(LARGEST_CELL, Math.floor((width - left - 1) / columns.length)));
    const height = top + size * rows.length + 1;
    const density = Math.min(2, devicePixelRatio || 1);
    canvas.style.setProperty('height', height + 'px');
    canvas.width = Math.round(width * density);
    canvas.height = Math.round(height * density);
    canvas.dataset.cell = size;
    paint();
  }

  function paint() {
    if (!size) return;
    const c = canvas.getContext('2d');
    const dark = theme() === 'dark';
    const density = canvas.width / canvas.clientWidth;
    c.setTransform(density, 0, 0, density, 0, 0);
    c.clearRect(0, 0, canvas.width, canvas.height);
    const [right, bottom] = [left + size * columns.length, top + size * rows.length];
    if (at) {
      c.fillStyle = dark ? '#20252d' : '#eef3f9';
      c.fillRect(left, top + at[0] * size, right - left, size);
      c.fillRect(left + at[1] * size, top, size, bottom - top);
    }
    if (size > 5) {
      c.fillStyle = dark ? '#262b33' : '#e9ecf0';
      for (let i = 0; i <= rows.length; i++) c.fillRect(left, top + i * size, right - left, 1);
      for (let j = 0; j <= columns.length; j++) c.fillRect(left + j * size, top, 1, bottom - top);
    }
    const gap = size > 5 ? 1 : 0;
    for (let i = 0; i < rows.length; i++) {
      for (let j = 0; j < columns.length; j++) {
        const v = value(i, j);
        if (v === null) continue;
        c.fillStyle = `rgb(${ofSigned(v).join(',')})`;
        c.fillRect(left + j * size + gap, top + i * size + gap, size - gap, size - gap);
      }
    }
    names(c, dark);
    if (chosen) outline(c, chosen, CHOSEN);
    if (at) outline(c, at, dark ? '#ffffff' : '#000000');
  }

  function names(c, dark) {
    const step = Math.ceil(NAME_HEIGHT / size);
    c.font = FONT;
    c.textBaseline = 'middle';
    const write = (text, on) => { c.fillStyle = on ? (dark ? '#ffffff' : '#000000') : dark ? '#9aa3b0' : '#5a6370'; c.fillText(text, 0, 0); };
    const skipped = (k, active) => (active === undefined || k === active ? k % step && k !== active : k % step || Math.abs(k - active) < step);
    rows.forEach((name, i) => {
      if (skipped(i, at?.[0])) return;
      c.save();
      c.textAlign = 'right';
      c.translate(left - 5, top + (i + 0.5) * size);
      write(name, at?.[0] === i);
      c.restore();
    });
    columns.forEach((name, j) => {
      if (skipped(j, at?.[1])) return;
      c.save();
      c.textAlign = 'left';
      c.translate(left + (j + 0.5) * size, top - 5);
      c.rotate(-Math.PI / 2);
      write(name, at?.[1] === j);
      c.restore();
    });
  }

  function outline(c, [i, j], colour) {
    c.strokeStyle = colour;
    c.lineWidth = 2;
    c.strokeRect(left + j * size, top + i * size, size + 1, size + 1);
  }

  function point(cell) {
    if (String(cell) === String(at)) return;
    at = cell;
    paint();
    onPoint(...(cell ?? [null, null]));
  }

  function under(event) {
    const box = canvas.getBoundingClientRect();
    const [i, j] = [Math.floor((event.clientY - box.top - top) / size), Math.floor((event.clientX - box.left - left) / size)];
    return within(i, j) ? [i, j] : null;
  }

  canvas.addEventListener('pointermove', event => point(under(event)));
  canvas.addEventListener('pointerleave', () => point(null));
  canvas.addEventListener('click', event => { const cell = under(event); if (cell) onChoose(...cell); });
  canvas.addEventListener('blur', () => point(null));
  canvas.addEventListener('keydown', event => {
    const step = {ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1]}[event.key];
    if (!step && event.key !== 'Enter') return;
    event.preventDefault();
    if (event.key === 'Enter') return void (at && onChoose(...at));
    const next = at ? [at[0] + step[0], at[1] + step[1]] : chosen ?? [0, 0];
    if (within(...next)) point(next);
  });
  const watch = new ResizeObserver(resize);
  watch.observe(canvas.parentElement);
  return {paint, destroy: () => watch.disconnect()};
}
