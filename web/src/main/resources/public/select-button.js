// Buttons that take features into the selection and out of it.
import {MOST_SELECTED, addToBasket, basketOf, takeFromBasket} from './basket.js';
import {h} from './dom.js';
import {address, count, short} from './format.js';

let chosen = {run: null, all: new Set()};
let last = null;

function isChosen(run, at) {
  if (chosen.run !== run) chosen = {run, all: new Set(basketOf(run))};
  return chosen.all.has(at);
}

/** The small one beside a feature, with a word if there is room. With Shift, all between the last one that was pressed and this one. */
export function selectButton(context, f, word = '') {
  const run = context.currentRun.id;
  const at = address(f);
  const button = h(word ? 'button.button.select.worded' : 'button.select', {type: 'button', 'data-at': at, 'data-run': run, 'aria-label': `Select ${short(f)}`,
    title: 'Take it into the selection, or out of it; with Shift, all from the last one that was pressed',
    onmousedown: event => { if (event.shiftKey) event.preventDefault(); },
    onclick: event => {
      const on = !isChosen(run, at);
      const pressed = event.shiftKey && last ? between(last, button) : [at];
      last = button;
      if (on) addToBasket(run, pressed);
      else takeFromBasket(run, pressed);
    }}, word);
  button.setAttribute('aria-pressed', String(isChosen(run, at)));
  return button;
}

/** The addresses from one button of a list to another one of it. */
function between(from, to) {
  const all = [...(to.closest('table, ol, ul')?.querySelectorAll('button.select') ?? [])];
  const [a, b] = [all.indexOf(from), all.indexOf(to)].sort((x, y) => x - y);
  return a < 0 ? [to.dataset.at] : all.slice(a, b + 1).map(button => button.dataset.at);
}

/**
 * One for all of a list, which may be longer than what is shown of it, as far as a selection holds them.
 * @param {any} context
 * @param {number} total how many there are
 * @param {string} what they are: results, members
 * @param {(most: number) => Promise<any[]>} find the first of them
 */
export function selectAllButton(context, total, what, find) {
  const text = total <= MOST_SELECTED ? `Select all ${count(total)} ${what}` : `Select the first ${MOST_SELECTED} of ${count(total)} ${what}`;
  const button = h('button.select-all', {type: 'button', onclick: async () => {
    button.disabled = true;
    try {
      addToBasket(context.currentRun.id, (await find(MOST_SELECTED)).map(address));
    } catch (error) {
      context.fail(error);
    } finally {
      button.disabled = false;
    }
  }}, text);
  return button;
}

addEventListener('basketchange', () => {
  chosen = {run: null, all: new Set()};
  document.querySelectorAll('button.select').forEach(button => {
    const {run, at} = /** @type {HTMLElement} */ (button).dataset;
    button.setAttribute('aria-pressed', String(isChosen(run, at)));
  });
});
