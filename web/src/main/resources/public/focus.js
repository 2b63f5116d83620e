// Keeps the keyboard's place when a part of the page is drawn anew: what takes the place of the control that had the focus gets it.

/** Returns what gives the focus back, if it was within root and is lost by then. */
export function keepFocus(root) {
  const had = document.activeElement;
  if (!root.contains(had) || had === root) return () => {};
  const name = nameOf(had);
  const path = [];
  for (let e = had; e !== root; e = e.parentElement) path.unshift([...e.parentElement.children].indexOf(e));
  return () => {
    if (document.activeElement !== document.body) return;
    const there = path.reduce((e, i) => e?.children[i], root);
    const again = there && there.tagName === had.tagName && nameOf(there) === name ? there
      : [...root.querySelectorAll(had.tagName)].find(e => nameOf(e) === name);
    (again ?? root).focus({preventScroll: true});
  };
}

const nameOf = e => e.id || e.getAttribute('aria-label') || e.name || e.textContent;
