import {file} from '../api.js';
import {empty, h} from '../dom.js';
import {address, count, plural, short} from '../format.js';
import {picker} from '../picker.js';
import {prettyLabel} from '../tokens.js';

const FORMATS = [
  ['json', 'JSON', 'everything that is known, one file'], ['graphml', 'GraphML', 'networkx, Gephi, yEd, igraph, Cytoscape'],
  ['gexf', 'GEXF', 'Gephi, Gephi Lite'], ['csv', 'CSV', 'nodes.csv and edges.csv, in a zip'], ['cx2', 'CX2', 'Cytoscape, NDEx'],
  ['npz', 'NumPy', 'adjacency.npz for scipy and nodes.csv, in a zip'], ['circuit-tracer', 'circuit-tracer', 'its viewer'],
];
const WHATS = [['neighbourhood', 'A neighbourhood'], ['community', 'A community'], ['paths', 'Paths']];

export async function show(context) {
  document.title = 'Export · SteerGraph';
  const node = h('div.page');
  const update = async next => node.replaceChildren(...(await fill(next)).filter(Boolean));
  await update(context);
  return {node, update};
}

async function fill(context) {
  const value = name => context.params.get(name) ?? '';
  const what = WHATS.some(([w]) => w === value('what')) ? value('what') : 'neighbourhood';
  const format = FORMATS.some(([f]) => f === value('format')) ? value('format') : 'json';
  const all = Object.fromEntries([...context.params].filter(([name]) => name !== 'run'));
  const go = changes => context.navigate(context.to('export', {...all, what, ...changes}), {replace: true});
  const chosen = await {neighbourhood, community, paths}[what](context, value, go);
  return [
    h('header.head', h('h1', 'Export'), h('p.lead', 'A part of the graph as a file for other tools.')),
    h('section.card', h('h2', 'What'), h('span.toggles', {role: 'group', 'aria-label': 'What to export'}, WHATS.map(([w, text]) =>
      h('a.toggle', {href: context.to('export', {what: w, format: value('format')}), 'aria-current': w === what ? 'true' : null}, text))),
    h('div.fields', chosen.fields), chosen.said && h('p', {role: 'status'}, chosen.said)),
    h('section.card', h('h2', 'Format'), h('fieldset.formats', {'aria-label': 'Format'}, FORMATS.map(([f, name, text]) => h('label',
      h('input', {type: 'radio', name: 'format', value: f, checked: f === format, onchange: () => go({format: f === 'json' ? '' : f})}),
      h('span', h('b', name), h('small', text)))))),
    chosen.request ? download(context, {...chosen.request, model: context.model, run: context.run, format}) : null,
  ];
}

function download(context, request) {
  const said = h('span.quiet', {role: 'status'});
  const button = h('button.primary', {type: 'button', onclick: async () => {
    button.disabled = true;
    said.textContent = 'Making the file …';
    try {
      const {name, blob} = await file('/api/export', request);
      const link = h('a', {href: URL.createObjectURL(blob), download: name, target: '_blank'});
      document.body.append(link);
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
      said.textContent = `${name}: ${count(Math.ceil(blob.size / 1000))} kB`;
    } catch (error) {
      said.textContent = '';
      context.fail(error);
    } finally {
      button.disabled = false;
    }
  }}, 'Download');
  return h('p.actions', button, said);
}

async function neighbourhood(context, value, go) {
  const seed = value('seed');
  const hops = value('hops') === '2' ? 2 : 1;
  const fields = feature => [picker({label: 'Around', context, feature, value: seed, onPick: at => go({seed: at})}),
    h('label', 'Hops', h('select', {onchange: e => go({hops: e.target.value})}, [1, 2].map(n => h('option', {value: n, selected: n === hops}, n))))];
  if (!seed) return {fields: fields(), said: 'Choose the feature in the middle.'};
  const around = await context.ask(`/api/neighbours/${encodeURIComponent(context.model)}/${seed}`, {hops, limit: 1});
  const f = around.items.find(x => address(x) === seed) ?? around.items[0];
  return {fields: fields(f), said: `${plural(around.total, 'feature')} within ${plural(hops, 'hop')} of ${short(f)} ${prettyLabel(f.label)}, and all correlations among them.`,
    request: {around: {key: f.key, hops}}};
}

async function community(context, value, go) {
  const page = await context.ask('/api/communities', {model: context.model, limit: 200});
  const number = value('c');
  const fields = h('label', 'Community', h('select', {onchange: e => go({c: e.target.value})}, h('option', {value: ''}, 'choose …'),
    page.items.map(c => h('option', {value: c.number, selected: String(c.number) === number}, `#${c.number} ${prettyLabel(c.label)} (${count(c.size)})`))));
  if (!page.items.length) return {fields: empty('No communities yet', 'They are found by an analysis that runs after the run is loaded.')};
  const c = page.items.find(x => String(x.number) === number);
  return c ? {fields, said: `${plural(c.size, 'feature')} and all correlations among them.`, request: {community: c.number}} : {fields, said: 'Choose a community.'};
}

async function paths(context, value, go) {
  const [from, to, k, maxHops, minAbsR] = ['from', 'to', 'k', 'maxHops', 'minAbsR'].map(value);
  const body = from && to ? await context.ask('/api/paths', {model: context.model, from, to, k: k || 10, maxHops: maxHops || 6, minAbsR}) : null;
  const of = key => body?.features.find(f => f.key === body[key]);
  const fields = [picker({label: 'From', context, feature: of('from'), value: from, onPick: at => go({from: at, ticks: ''})}),
    picker({label: 'To', context, feature: of('to'), value: to, onPick: at => go({to: at, ticks: ''})})];
  if (!body) return {fields, said: 'Choose the two ends.'};
  const ticks = value('ticks').split(',').map(Number).filter(n => n >= 1 && n <= body.items.length);
  const chosen = ticks.length ? ticks.map(n => body.items[n - 1]) : body.items;
  if (!chosen.length) return {fields, said: 'There is no path between them under these conditions.'};
  const features = new Set(chosen.flatMap(p => p.keys));
  const edges = new Set(chosen.flatMap(p => p.hops.map(x => x.source + ' ' + x.target)));
  return {fields, said: [`${ticks.length ? `${plural(ticks.length, 'ticked path')} of ${count(body.items.length)}` : plural(chosen.length, 'path')}: ${plural(features.size, 'feature')} and ${plural(edges.size, 'correlation')}. `,
    h('a', {href: context.to('paths', {from, to, k, maxHops, minAbsR, ticks: ticks.join(',')})}, 'Choose others')],
  request: {paths: {from, to, k: Number(k) || 10, maxHops: Number(maxHops) || 6, minAbsR: Number(minAbsR) || 0, ...(ticks.length && {only: ticks.map(n => n - 1)})}}};
}
