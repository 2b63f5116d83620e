// A matrix as coloured cells: one pixel of the canvas per cell, stretched by the browser without smoothing.
import {ofSigned} from './colours.js';

/** rows, columns: how many; value(i, j): a number or null; span: the value at both ends of the scale.
 *  onPoint(i, j | null) while pointing or moving by keys, onChoose(i, j) on a click or Enter. */
export function heatCanvas(canvas, {rows, columns, value, span, onPoint, onChoose}) {
  canvas.width = columns;
  canvas.height = rows;
  canvas.style.setProperty('aspect-ratio', `${columns} / ${rows}`);
  let at = null;
  const paint = () => {
    const context = canvas.getContext('2d');
    const image = context.createImageData(columns, rows);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        const v = value(i, j);
        const [r, g, b] = ofSigned(v === null ? 0 : v / span);
        image.data.set([r, g, b, 255], 4 * (i * columns + j));
      }
    }
    context.putImageData(image, 0, 0);
    if (at) {
      context.fillStyle = '#e8590c';
      context.fillRect(at[1], at[0], 1, 1);
    }
  };
  const cell = event => {
    const box = canvas.getBoundingClientRect();
    const i = Math.floor((event.clientY - box.top) / box.height * rows);
    const j = Math.floor((event.clientX - box.left) / box.width * columns);
    return i >= 0 && j >= 0 && i < rows && j < columns ? [i, j] : null;
  };
  canvas.onpointermove = event => { const c = cell(event); onPoint(...(c ?? [null, null])); };
  canvas.onpointerleave = () => onPoint(null, null);
  canvas.onclick = event => { const c = cell(event); if (c) onChoose(...c); };
  canvas.onkeydown = event => {
    const step = {ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1]}[event.key];
    if (!step && event.key !== 'Enter') return;
    event.preventDefault();
    if (event.key === 'Enter') return void (at && onChoose(...at));
    at = at ? [Math.min(rows - 1, Math.max(0, at[0] + step[0])), Math.min(columns - 1, Math.max(0, at[1] + step[1]))] : [0, 0];
    paint();
    onPoint(...at);
  };
  canvas.onblur = () => { at = null; paint(); };
  paint();
  return paint;
}
