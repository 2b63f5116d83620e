// The features that a person has chosen, of each run: they follow through all views. The browser keeps them; without its storage
// they last until the page is left. Whoever shows them listens to "basketchange".
const kept = new Map();
const PLACE = 'steergraph.basket.';
const keyOf = run => PLACE + run;

/** As many as a selection holds. */
export const MOST_SELECTED = 200;

/** Addresses as in pages, 3-res/650, in the order in which they were added. @returns {string[]} */
export function basketOf(run) {
  try {
    const text = localStorage.getItem(keyOf(run));
    if (text !== null) return JSON.parse(text).filter(at => typeof at === 'string');
  } catch (error) {
    console.info('the selection lasts until the page is left:', error.message);
  }
  return kept.get(run) ?? [];
}

/** Adds what is not there yet, as far as there is room. */
export function addToBasket(run, addresses) {
  setBasket(run, [...basketOf(run), ...addresses]);
}

export function takeFromBasket(run, addresses) {
  const gone = new Set(addresses);
  setBasket(run, basketOf(run).filter(at => !gone.has(at)));
}

/** These in place of what was there. */
export function setBasket(run, addresses) {
  const all = [...new Set(addresses)];
  const fit = all.slice(0, MOST_SELECTED);
  kept.set(run, fit);
  try {
    localStorage.setItem(keyOf(run), JSON.stringify(fit));
  } catch (error) {
    console.info('the selection lasts until the page is left:', error.message);
  }
  dispatchEvent(new CustomEvent('basketchange', {detail: {leftOut: all.length - fit.length}}));
}

// What was chosen in another window.
addEventListener('storage', event => {
  if (event.key?.startsWith(PLACE)) dispatchEvent(new CustomEvent('basketchange', {detail: {leftOut: 0}}));
});
