// A field for one feature: type a word or an address, choose from the list. Its value is an address such as 3-res/650.
import {get} from './api.js';
import {h, replace} from './dom.js';
import {address, short} from './format.js';
import {siteOf} from './sets.js';
import {prettyLabel} from './tokens.js';

let number = 0;

/** @param {{label: string, context: any, feature?: any, value?: string, onPick: (address: string) => void}} options */
export function picker({label, context, feature, value, onPick}) {
  const id = 'picker' + ++number;
  const list = h('ul.options', {id: id + 'list', role: 'listbox', hidden: true});
  const input = h('input', {id, type: 'text', role: 'combobox', autocomplete: 'off', spellcheck: 'false', 'aria-expanded': 'false',
    'aria-controls': id + 'list', placeholder: 'a word, or 3:650'});
  let chosen = value ?? '';
  let found = [];
  let active = -1;
  let timer;
  let asked = 0;
  input.value = feature ? shown(feature) : chosen;

  const close = () => { list.hidden = true; input.setAttribute('aria-expanded', 'false'); };
  const pick = f => {
    chosen = address(f);
    input.value = shown(f);
    close();
    onPick(chosen);
  };
  const mark = i => {
    active = i;
    [...list.children].forEach((li, k) => li.setAttribute('aria-selected', k === i));
    list.children[i]?.scrollIntoView({block: 'nearest'});
  };
  const suggest = async () => {
    const turn = ++asked;
    const page = await get('/api/features', {model: context.model, run: context.run, q: input.value.trim(), texts: false, limit: 8});
    if (turn !== asked || document.activeElement !== input) return;
    found = page.items;
    replace(list, found.length
      ? found.map((f, i) => h('li', {role: 'option', onmousedown: e => { e.preventDefault(); pick(f); }, onmouseover: () => mark(i)},
        h('span.id', short(f)), siteOf(f) ? h('small.site', ' ' + siteOf(f)) : null, ' ', h('span', prettyLabel(f.label))))
      : h('li.none', 'no feature'));
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    mark(found.length ? 0 : -1);
  };
  input.addEventListener('input', () => {
    chosen = input.value.trim();
    clearTimeout(timer);
    timer = setTimeout(() => suggest().catch(close), 160);
  });
  input.addEventListener('focus', () => input.select());
  input.addEventListener('blur', close);
  input.addEventListener('keydown', event => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (found.length) mark((active + (event.key === 'ArrowDown' ? 1 : -1) + found.length) % found.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      clearTimeout(timer);
      if (!list.hidden && found[active]) pick(found[active]);
      else if (chosen) onPick(chosen);
    } else if (event.key === 'Escape') close();
  });
  return h('div.picker', h('label', {for: id}, label), input, list);
}

const shown = f => `${short(f)}  ${prettyLabel(f.label)}`;
