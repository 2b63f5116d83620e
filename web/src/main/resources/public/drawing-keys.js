// A drawing by keys: arrows go from feature to feature, Enter opens the one that they are at, plus and minus zoom.

const DIRECTIONS = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
/** A step aside counts so much more than one ahead. */
const ASIDE = 2.5;

/** point(node): shows that the keys are at it, or with null at none. open(key): what Enter does. zoom(factor). */
export function addKeys(container, cy, {point, open, zoom}) {
  let at = null;
  const go = node => {
    at = node.id();
    container.dataset.at = at;
    point(node);
  };
  container.tabIndex = 0;
  container.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== container) return;
    const direction = DIRECTIONS[event.key];
    const here = at === null ? cy.collection() : cy.getElementById(at);
    if (direction) {
      const next = here.empty() ? first(cy) : ahead(cy, here, direction);
      if (next) go(next);
    } else if (event.key === 'Enter' && here.nonempty()) open(at);
    else if (event.key === '+' || event.key === '=') zoom(1.3);
    else if (event.key === '-') zoom(1 / 1.3);
    else return;
    event.preventDefault();
  });
  container.addEventListener('blur', () => point(null));
}

/** The one that was asked for, or the one at the top left. */
function first(cy) {
  const features = cy.nodes('.feature');
  const middle = features.filter('.chosen, .seed');
  return (middle.nonempty() ? middle : features.sort((a, b) => a.position('x') - b.position('x') || a.position('y') - b.position('y')))[0];
}

/** The nearest one in this direction; none if there is none. */
function ahead(cy, here, [dx, dy]) {
  const from = here.position();
  let best = null;
  let least = Infinity;
  cy.nodes('.feature').forEach(node => {
    const [x, y] = [node.position('x') - from.x, node.position('y') - from.y];
    const forward = x * dx + y * dy;
    if (node.id() === here.id() || forward <= 0) return;
    const way = forward + ASIDE * Math.abs(x * dy - y * dx);
    if (way < least) [best, least] = [node, way];
  });
  return best;
}
