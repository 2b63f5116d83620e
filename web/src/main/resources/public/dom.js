// Elements from data. Text is always set as text, never parsed as HTML.

/**
 * An element of the page by its id, as whatever element it is.
 * @param {string} id
 * @returns {any}
 */
export const byId = id => document.getElementById(id);

/** h('a.chip.small', {href, title, onclick}, child, …): children may be nodes, strings, numbers, arrays, null. */
export function h(selector, ...rest) {
  const [tag, ...classes] = selector.split('.');
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(' ');
  const hasProperties = rest[0] && typeof rest[0] === 'object' && !(rest[0] instanceof Node) && !Array.isArray(rest[0]);
  if (hasProperties) set(element, rest.shift());
  append(element, rest);
  return element;
}

function set(element, properties) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'style') for (const [k, v] of Object.entries(value)) element.style.setProperty(k, v);
    else if (name in element && typeof value !== 'string') element[name] = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
}

export function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
  return element;
}

export function replace(element, ...children) {
  element.replaceChildren();
  return append(element, children);
}

/** Rows that are shown at a time where the screen is as narrow as a phone's. */
const ROWS_ON_PHONE = 20;
const phone = matchMedia('(max-width: 560px)');

/**
 * A table of our own look: columns are {title, cell(row), numeric, hint, heading, sorted}; heading stands for title where it is
 * more than text. On a phone r stays in sight, and long ones come in parts.
 * @param {any[]} columns
 * @param {any[]} rows
 * @param {{caption?: string, className?: string, onRow?: (tr: HTMLElement, row: any) => void}} [options]
 */
export function table(columns, rows, {caption, className = '', onRow} = {}) {
  const classes = c => [c.numeric ? 'num' : '', c.title === 'r' ? 'r-cell' : '', c.className || ''].join(' ').trim();
  const body = h('tbody');
  const more = h('button.small.more-rows', {type: 'button', onclick: () => show()});
  let shown = 0;
  function show() {
    const part = rows.slice(shown, phone.matches ? shown + ROWS_ON_PHONE : rows.length);
    append(body, part.map(row => {
      const tr = h('tr', columns.map(c => h('td', {class: classes(c)}, c.cell(row))));
      if (onRow) onRow(tr, row);
      return tr;
    }));
    shown += part.length;
    more.textContent = `Show ${Math.min(ROWS_ON_PHONE, rows.length - shown)} more of ${rows.length}`;
    if (shown === rows.length) more.remove();
  }
  const node = h('div.scroll', h('table', {class: className},
    caption && h('caption', caption),
    h('thead', h('tr', columns.map(c => h('th', {class: classes({...c, className: ''}), title: c.heading ? null : c.hint, scope: 'col', 'aria-sort': c.sorted || null}, c.heading ?? c.title)))), body), more);
  show();
  return node;
}

/** What to say when there is nothing: why, and what to do next. */
export function empty(title, text, ...actions) {
  return h('div.empty', h('h2', title), h('p', text), actions.length ? h('p.actions', actions) : null);
}
