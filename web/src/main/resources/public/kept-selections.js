// Selections that are kept in the graph under names, with notes.
import {put, query, remove} from './api.js';
import {h, replace, table} from './dom.js';
import {addressOfKey, count, day, plural} from './format.js';

const MOST = {name: 80, note: 2000};
const ofRun = context => query({model: context.model, run: context.run});

/** What the features that are shown are to be kept under; onKept(name). */
export function keepForm(context, {features, named, addresses}, onKept) {
  const name = h('input', {type: 'text', name: 'name', required: true, maxLength: MOST.name, autocomplete: 'off', value: named?.name ?? ''});
  const note = h('textarea', {name: 'note', rows: 2, maxLength: MOST.note});
  note.value = named?.note ?? '';
  const wrong = h('p.wrong', {role: 'alert'});
  const save = async was => {
    if (!name.reportValidity()) return;
    wrong.textContent = '';
    try {
      const kept = await put('/api/selections' + ofRun(context), {name: name.value, ...(was && {was}), note: note.value.trim() || null, features: features.map(f => f.key)});
      await onKept(kept.name);
    } catch (error) {
      wrong.textContent = error.message;
    }
  };
  const held = named?.features.map(addressOfKey) ?? [];
  const changed = named && (held.length !== addresses.length || held.some(at => !addresses.includes(at)));
  return h('section.card.keep', h('h2', changed ? 'Keep the changes' : named ? 'Name and note' : 'Keep this selection'),
    changed && h('p.quiet', `“${named.name}” holds ${plural(held.length, 'feature')}; ${count(addresses.length)} ${addresses.length === 1 ? 'is' : 'are'} shown.`),
    h('form', {onsubmit: event => { event.preventDefault(); save(named?.name); }},
      h('div.fields', h('label', 'Name', name), h('label.grows', 'Note', note)),
      h('p.actions', h('button.primary', named ? 'Save' : 'Keep'), named && h('button', {type: 'button', onclick: () => save(null)}, 'Save as a new one')), wrong),
    h('p.quiet', `It is stored in the graph, for all who use it.${named ? ' Another name renames it.' : ''}`));
}

/** All that are kept, to open and to delete. */
export function keptList(context, page) {
  const said = h('p.note', {role: 'status'});
  const list = h('div');
  const kept = [...page.items];
  const forget = async selection => {
    try {
      await remove('/api/selections', {model: context.model, run: context.run, name: selection.name});
      kept.splice(kept.indexOf(selection), 1);
      fill();
      replace(said, h('span', `Deleted “${selection.name}”.`), h('button.button.small', {type: 'button', onclick: () => takeBack(selection)}, 'Undo'));
      said.querySelector('button').focus();
    } catch (error) {
      context.fail(error);
    }
  };
  const takeBack = async ({name, note, features}) => {
    try {
      kept.push(await put('/api/selections' + ofRun(context), {name, note, features}));
      kept.sort((a, b) => a.name.localeCompare(b.name));
      fill();
      said.textContent = `“${name}” is back.`;
    } catch (error) {
      context.fail(error);
    }
  };
  const fill = () => replace(list, kept.length ? table([
    {title: 'Name', cell: s => h('a.feature', {href: context.to('selection', {features: s.features.map(addressOfKey).join(','), kept: s.name})}, s.name), className: 'name'},
    {title: 'Note', cell: s => s.note ?? '', className: 'wide'},
    {title: 'Features', numeric: true, cell: s => count(s.features.length)},
    {title: 'Changed', cell: s => day(s.updatedAt)},
    {title: '', cell: s => h('button.button.small', {type: 'button', 'aria-label': `Delete ${s.name}`, onclick: () => forget(s)}, 'Delete')},
  ], kept) : h('p.quiet', 'None yet.'));
  fill();
  return h('section.apart.kept', h('h2', 'Kept selections ', h('small', page.truncated ? `${count(page.items.length)} of ${count(page.total)}` : count(page.total))), said, list);
}
