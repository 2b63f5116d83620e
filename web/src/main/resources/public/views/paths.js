import {Refusal} from '../api.js';
import {addToBasket} from '../basket.js';
import {empty, h, replace} from '../dom.js';
import {cypherLink, effectsCypher, pathsCypher} from '../cypher.js';
import {createDrawing} from '../drawing.js';
import {idLink, featureLink, rMark} from '../feature-parts.js';
import {address, digits, plural, short} from '../format.js';
import {legend} from '../legend.js';
import {effectMark} from '../moves.js';
import {picker} from '../picker.js';
import {depthOf, manySites} from '../sets.js';
import {steerButton} from '../steer-state.js';

const DEFAULTS = {k: '10', maxHops: '6', minAbsR: '', by: 'r'};

const byEffect = context => context.params.get('by') === 'effect';

export async function show(context) {
  const form = h('form.controls.paths-form', {onsubmit: e => e.preventDefault()});
  const results = h('section.paths');
  let drawing = null;
  let pendingDraw = null;
  const draw = async () => {
    if (!pendingDraw) return;
    const {canvas, hint, body, next, index} = pendingDraw;
    pendingDraw = null;
    drawing = createDrawing(canvas, {sets: next.sets, hint, onOpen: key => open(next, body, key)});
    await drawing.set({nodes: nodesOf(body), edges: edgesOf(body), seeds: [body.from, body.to]});
    canvas.dataset.nodes = nodesOf(body).length;
    if (index !== null) drawing.keep(body.items[index]?.keys);
  };
  const update = async next => {
    document.title = 'Paths · SteerGraph';
    const answer = await find(next);
    drawing?.destroy();
    drawing = null;
    fill(form, next, answer.body);
    pendingDraw = answer.body?.items?.length ? result(results, next, answer.body, () => drawing) : null;
    if (!pendingDraw) replace(results, answer.node);
    if (results.isConnected) await draw();
  };
  await update(context);
  return {
    node: h('div.page.wide-page', h('header.head', h('h1', 'Steering paths'),
      h('p.lead', `Chains of correlations or of measured effects that never go back a ${manySites() ? 'layer or site' : 'layer'}, the best first.`)), form, results),
    update, entered: draw, leave: () => drawing?.destroy(),
  };
}

async function find(context) {
  const value = name => context.params.get(name) || DEFAULTS[name] || '';
  const [from, to] = [value('from'), value('to')];
  if (!from || !to) {
    const missing = from ? 'the last feature' : to ? 'the first feature' : 'two features';
    return {node: empty(`Choose ${missing}`, 'Type a word or an address such as 3:650 above. A path leads from a feature to one in the same or a higher layer.',
      h('a.button', {href: context.to('')}, 'See the strongest pairs'))};
  }
  try {
    const body = await context.ask('/api/paths', {from, to, k: value('k'), maxHops: value('maxHops'), minAbsR: value('minAbsR'), by: value('by')});
    return {body, node: body.items.length ? null : none(context, body, value('maxHops'))};
  } catch (error) {
    if (!(error instanceof Refusal) || ![400, 404].includes(error.status)) throw error;
    return {node: h('div.empty', h('h2', 'No path to look for'), h('p', error.message), h('p.quiet', 'request ' + error.requestId))};
  }
}

function none(context, body, maxHops) {
  const [from, to] = [body.from, body.to].map(key => body.features.find(f => f.key === key));
  const link = changes => context.to('paths', {...withoutRun(context), ...changes});
  if (depthOf(from) > depthOf(to)) {
    return empty('No path', `Paths never go back a ${manySites() ? 'layer or site' : 'layer'}, and ${short(from)} lies above ${short(to)}.`,
      h('a.button.primary', {href: link({from: address(to), to: address(from)})}, 'Swap them'));
  }
  return empty('No path', `No chain of at most ${plural(maxHops, 'hop')} leads from ${short(from)} to ${short(to)} under these conditions.`,
    Number(maxHops) < 12 && h('a.button', {href: link({maxHops: 12})}, 'Allow 12 hops'),
    context.params.get('minAbsR') && h('a.button', {href: link({minAbsR: ''})}, byEffect(context) ? 'Allow any effect' : 'Allow any |r|'));
}

const withoutRun = context => Object.fromEntries([...context.params].filter(([name]) => !['run', 'path', 'ticks'].includes(name)));

function fill(form, context, body) {
  const value = name => context.params.get(name) || DEFAULTS[name] || '';
  const featureOf = name => body?.features.find(f => f.key === body[name]);
  const go = changes => {
    const all = {...withoutRun(context), ...changes};
    for (const [name, usual] of Object.entries(DEFAULTS)) if (all[name] === usual) delete all[name];
    context.navigate(context.to('paths', all));
  };
  const number = (name, title, limits) => h('label', title, h('input', {type: 'number', name, value: value(name), ...limits, onchange: e => go({[name]: e.target.value})}));
  replace(form,
    picker({label: 'From', context, feature: featureOf('from'), value: value('from'), onPick: from => go({from})}),
    h('button.icon.swap', {type: 'button', title: 'Swap', 'aria-label': 'Swap from and to', onclick: () => go({from: value('to'), to: value('from')})}, '⇄'),
    picker({label: 'To', context, feature: featureOf('to'), value: value('to'), onPick: to => go({to})}),
    number('k', 'Paths', {min: 1, max: 100}), number('maxHops', 'Max hops', {min: 1, max: 12}),
    number('minAbsR', byEffect(context) ? 'Min tanh |effect|' : 'Min |r|', {min: 0, max: 1, step: 0.05, placeholder: '0'}),
    h('label', 'Along', h('select', {name: 'by', onchange: e => go({by: e.target.value, minAbsR: '', path: '', ticks: ''})},
      [['r', 'correlations'], ['effect', 'measured effects']].map(([name, title]) => h('option', {value: name, selected: name === value('by')}, title)))),
    byEffect(context) && h('p.quiet', 'Each hop leads from a feature that was steered to one that it moved, and counts tanh |effect|, of the effect in standard deviations. '
      + 'The product only ranks paths: it is no prediction of what steering the first feature does to the last.'));
}

function result(results, context, body, drawing) {
  const byKey = new Map(body.features.map(f => [f.key, f]));
  const given = context.params.get('path');
  const index = given && body.items[Number(given) - 1] ? Number(given) - 1 : null;
  const canvas = h('div.canvas', {role: 'img', 'aria-label': 'Drawing of all these paths; the list says the same. Arrow keys go from feature to feature, Enter opens, plus and minus zoom.'});
  const hint = h('p.hint');
  hint.dataset.rest = 'Point at a path to see it alone; click it to keep it. Double-click a feature to open it.';
  hint.textContent = hint.dataset.rest;
  const ticks = ticked(context, body);
  const all = {...withoutRun(context), path: index === null ? '' : index + 1, ticks: ticks.join(',')};
  const link = i => context.to('paths', {...all, path: i === index ? '' : i + 1});
  const tick = numbers => context.navigate(context.to('paths', {...all, ticks: numbers.join(',')}));
  const box = i => h('input', {type: 'checkbox', checked: ticks.includes(i + 1), 'aria-label': `Select path ${i + 1}`, 'data-path': i + 1,
    onchange: e => tick(e.target.checked ? [...ticks, i + 1].sort((a, b) => a - b) : ticks.filter(n => n !== i + 1))});
  const card = (path, i) => h('li.path', {
    onclick: e => { if (!e.target.closest('a, label, button')) context.navigate(link(i)); },
    class: i === index ? 'path chosen' : 'path',
    onmouseenter: () => drawing()?.keep(path.keys), onmouseleave: () => drawing()?.keep(index === null ? null : body.items[index].keys),
  },
  h('a.rank', {href: link(i), title: i === index ? 'Show all' : 'Keep this one in front'},
    h('b', i + 1)), byEffect(context) ? null : h('label.tick', {title: 'Select it'}, box(i)),
  h('div', h('p.product', h('b', digits(path.product)), byEffect(context) ? ' product of tanh |effect|, ' : ' product of |r|, ', h('span', {class: path.sign === 'negative' ? 'negative' : 'positive'}, path.sign === 'negative' ? '− negative' : '+ positive'),
    ` in total, ${plural(path.hops.length, 'hop')}`,
    h('button.small.select-path', {type: 'button', 'aria-label': `Select the features of path ${i + 1}`,
      onclick: () => addToBasket(context.currentRun.id, path.keys.map(key => address(byKey.get(key))))}, 'Select its features')),
  h('ol.hops', path.keys.map((key, j) => h('li', idLink(context, byKey.get(key)), ' ', featureLink(context, byKey.get(key)),
    j < path.hops.length && h('span.hop', hopMark(path.hops[j])))))));
  replace(results, h('div.paths-result',
    h('div', tickBar(context, body, ticks, withoutRun(context), tick), h('h2', body.truncated ? `The ${body.items.length} best paths` : plural(body.items.length, 'path'), ' ',
      h('small', body.truncated ? 'there may be more' : 'all there are under these conditions')), h('ol.path-list', body.items.map(card))),
    h('div.sticky', h('div.frame', canvas), hint, legend({sets: context.sets, edges: byEffect(context) ? 'tanh effect' : 'r'}))));
  return {canvas, hint, body, next: context, index};
}

function hopMark(hop) {
  if (hop.effect !== null) return [effectMark(hop, 2), h('small', `sd, z ${digits(hop.z, 2)}`)];
  return [rMark(hop.r), h('small', `MI ${digits(hop.mi, 2)} bits`)];
}

/** The numbers of the ticked paths, from 1, of those that there are. */
function ticked(context, body) {
  return (context.params.get('ticks') || '').split(',').map(Number).filter(n => Number.isInteger(n) && n >= 1 && n <= body.items.length);
}

function tickBar(context, body, ticks, conditions, tick) {
  // Recipes and other files are made of paths along correlations.
  if (byEffect(context)) return h('div.picks', steerButton(context, startOf(body)), cypherLink(effectsCypher(body.items.map(p => p.keys))));
  const chosen = ticks.length ? ticks.map(n => body.items[n - 1]) : body.items;
  return h('div.picks', {role: 'status'},
    h('span', ticks.length ? `${plural(ticks.length, 'path')} selected.` : 'Select paths to export only those.'),
    ticks.length ? h('button.button.small', {type: 'button', onclick: () => tick([])}, 'Clear selection') : null,
    h('a.button.primary', {href: context.to('export', {what: 'paths', ...conditions, ticks: ticks.join(','), format: 'recipe'})}, 'Export recipe'),
    h('a.button', {href: context.to('export', {what: 'paths', ...conditions, ticks: ticks.join(',')})}, 'Other formats'),
    steerButton(context, startOf(body)),
    cypherLink(pathsCypher(chosen.map(p => p.keys))));
}

/** What is steered of paths is where they begin; what it does further on is to be seen. */
const startOf = body => body.features.filter(f => f.key === body.from);

function nodesOf(body) {
  const passed = new Set(body.items.flatMap(p => p.keys));
  const order = [...passed];
  return body.features.filter(f => passed.has(f.key)).sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
}

function edgesOf(body) {
  const edges = new Map();
  for (const hop of body.items.flatMap(p => p.hops)) {
    const [source, target] = [hop.source, hop.target].sort();
    const weight = hop.effect === null ? hop.r : Math.tanh(hop.effect);
    edges.set(source + ' ' + target, {source, target, r: weight, mi: hop.mi, effect: hop.effect});
  }
  return [...edges.values()];
}

function open(context, body, key) {
  const feature = body.features.find(f => f.key === key);
  if (feature) context.navigate(context.to(address(feature)));
}
