// The features that a person has chosen, of each run: they follow through all views. The browser keeps them; without its storage
// they last until the page is left. Whoever shows them listens to "basketchange".
const kept = new Map();
const keyOf = run => `steergraph.basket.${run}`;

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

/** Adds what is not there yet. */
export function addToBasket(run, addresses) {
  keep(run, [...new Set([...basketOf(run), ...addresses])]);
}

export function takeFromBasket(run, addresses) {
  const gone = new Set(addresses);
  keep(run, basketOf(run).filter(at => !gone.has(at)));
}

function keep(run, addresses) {
  kept.set(run, addresses);
  try {
    localStorage.setItem(keyOf(run), JSON.stringify(addresses));
  } catch (error) {
    console.info('the selection lasts until the page is left:', error.message);
  }
  dispatchEvent(new Event('basketchange'));
}
