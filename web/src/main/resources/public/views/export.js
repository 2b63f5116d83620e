import {file, post, query} from '../api.js';
import {h} from '../dom.js';
import {KINDS, isFormat, steers} from '../export-formats.js';
import {count, plural, short} from '../format.js';
import {SELECTIONS} from '../selections.js';
import {steerable, ticked} from '../steerable.js';

export async function show(context) {
  document.title = 'Export · SteerGraph';
  const node = h('div.page');
  const update = async next => node.replaceChildren(...(await fill(next)).filter(Boolean));
  await update(context);
  return {node, update};
}

async function fill(context) {
  const value = name => context.params.get(name) ?? '';
  const what = SELECTIONS[value('what')] ? value('what') : 'neighbourhood';
  const format = formatOf(context, value('format'));
  const all = Object.fromEntries([...context.params].filter(([name]) => name !== 'run'));
  const go = changes => context.navigate(context.to('export', {...all, what, ...changes}));
  const chosen = await SELECTIONS[what][1](context, value, go);
  const coefficient = Number.isFinite(Number(value('coefficient') || 1)) ? Number(value('coefficient') || 1) : 1;
  const asked = chosen.request && {...chosen.request, format,
    ...(steers(format) && {coefficient, ...(value('blocks') && {blocks: value('blocks')})})};
  const choice = asked && steers(format) ? await choose(context, asked, value('steer')) : null;
  const request = choice?.request ?? asked;
  const size = choice ? null : request && await post('/api/export/count' + ofRun(context), request, context.signal);
  return [
    h('header.head', h('h1', 'Export'), h('p.lead', 'A part of the graph as a file for other tools, or as a recipe for steering the model.')),
    h('section.card', h('h2', 'What'), h('span.toggles', {role: 'group', 'aria-label': 'What to export'}, Object.entries(SELECTIONS).map(([w, [text]]) =>
      h('a.toggle', {href: context.to('export', {what: w, format: value('format'), ...kept(w, value)}), 'aria-current': w === what ? 'true' : null}, text))),
    h('div.fields', chosen.fields), chosen.said && h('p', {role: 'status'}, chosen.said)),
    h('section.card', h('h2', 'Format'), h('div.kinds', KINDS.map(([title, formats]) => h('div', h('h3.kind', title),
      h('fieldset.formats', {'aria-label': title}, formats.map(([f, name, text]) => option(context, f, name, text, format, go))),
      steers(format) && formats.some(([f]) => f === format) ? h('div.fields', steering(format, value, go)) : null)))),
    choice && h('section.card', steerable(choice.page, ticks => go({steer: ticks.join(',') || '-'}))),
    request && download(context, request, size, choice?.page),
  ];
}

/** What of the selection is steered: just what is ticked. */
async function choose(context, request, ticks) {
  const page = ticked(await post('/api/export/steerable' + ofRun(context), request, context.signal), ticks);
  return {page, request: {...request, steered: page.items.filter(f => f.steered).map(f => f.key)}};
}

/** Which run the request is about. */
const ofRun = context => query({model: context.model, run: context.run});

/** A recipe needs files that may be elsewhere; what needs the graph only takes its place, and the page says why. */
function formatOf(context, asked) {
  if (asked === 'recipe' && context.currentRun.recipes === false) return 'neuronpedia-steer';
  return isFormat(asked) ? asked : 'json';
}

/** What another selection can go on with. */
function kept(what, value) {
  return what === 'neighbourhood' || what === 'drawn' ? {seed: value('seed'), hops: value('hops')} : {};
}

function option(context, format, name, text, chosen, go) {
  const missing = format === 'recipe' && context.currentRun.recipes === false;
  return h('label', {class: missing ? 'unavailable' : ''},
    h('input', {type: 'radio', name: 'format', value: format, checked: format === chosen, disabled: missing, onchange: () => go({format: format === 'json' ? '' : format})}),
    h('span', h('b', name), h('small', missing ? 'The run’s files are not here; start the explorer with steergraph serve --run DIR' : text)));
}

function steering(format, value, go) {
  return [
    h('label', 'Coefficient, × each feature’s largest activation', h('input', {type: 'number', name: 'coefficient', min: -1000, max: 1000, step: 0.1, value: value('coefficient') || '1',
      onchange: e => { if (e.target.reportValidity()) go({coefficient: e.target.value === '1' ? '' : e.target.value}); }})),
    format === 'recipe' && h('label', 'Module of the blocks', h('input', {type: 'text', name: 'blocks', pattern: '[A-Za-z0-9_.]{1,60}', value: value('blocks'), placeholder: 'layers',
      title: 'In transformers, for lm-eval.csv: layers, or h in GPT-2', onchange: e => { if (e.target.reportValidity()) go({blocks: e.target.value.trim()}); }})),
    h('p.quiet', 'A negative coefficient suppresses.'),
  ];
}

function download(context, request, size, steered) {
  const said = h('span.quiet', {role: 'status'});
  const chosen = steered?.items.filter(f => f.steered) ?? [];
  const away = request.format === 'neuronpedia-steer' ? chosen.filter(f => f.neuronpedia === null) : [];
  const nothing = steered ? chosen.length === 0 || away.length > 0 : size.features === 0;
  const button = h('button.primary', {type: 'button', disabled: nothing, 'data-format': request.format, onclick: async () => {
    button.disabled = true;
    said.textContent = 'Making the file …';
    try {
      const {name, blob} = await file('/api/export' + ofRun(context), request);
      const link = h('a', {href: URL.createObjectURL(blob), download: name, target: '_blank'});
      document.body.append(link);
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
      said.textContent = `${name}: ${blob.size < 10000 ? plural(blob.size, 'byte') : count(Math.round(blob.size / 1000)) + ' kB'}`;
    } catch (error) {
      said.textContent = '';
      context.fail(error);
    } finally {
      button.disabled = false;
    }
  }}, 'Download');
  const taken = steered ? [h('b', count(chosen.length)), chosen.length === 1 ? ' feature is steered' : ' features are steered']
    : [h('b', count(size.features)), size.features === 1 ? ' feature, ' : ' features, ', h('b', count(size.correlations)), size.correlations === 1 ? ' correlation' : ' correlations'];
  return h('section.card.download', h('p.taken', taken), button, said,
    away.length > 0 && h('p.warning', {role: 'status'}, `Neuronpedia does not have ${away.map(short).join(', ')}; take a steering recipe, or features of SAEs that are there.`));
}
