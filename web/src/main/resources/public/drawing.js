// A drawing of features and correlations on a canvas. It adds and removes what changed and leaves the rest where it is.
import cytoscape from '/lib/cytoscape.mjs';
import {Columns} from './columns.js';
import {addKeys} from './drawing-keys.js';
import {ofCommunity, ofR, ofSet, theme, widthOf} from './colours.js';
import {digits, printedOfKey, short, signed} from './format.js';
import {columnTitle, depthOf} from './sets.js';
import {prettyLabel} from './tokens.js';

const DRAFT_ABOVE = 150;
const LABEL = {wide: 22, narrow: 15};
const NARROW = 620;
let force;

/** The force layout's three scripts hang together by global names, so they are loaded in this order, once. */
function loadForce() {
  force ??= ['layout-base', 'cose-base', 'cytoscape-fcose'].reduce((before, name) => before.then(() => new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = `/lib/${name}.js`;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error('The force layout could not be loaded.'));
    document.head.append(script);
  })), Promise.resolve()).then(() => cytoscape.use(globalThis.cytoscapeFcose));
  return force;
}

/**
 * @param {HTMLElement} container
 * @param {{sets: any[], hint: HTMLElement, onChoose?: (key: string | null, shift: boolean) => void, onOpen: (key: string) => void}} options
 */
export function createDrawing(container, {sets, hint, onChoose, onOpen}) {
  const cy = cytoscape({container, style: style(), minZoom: 0.08, maxZoom: 3, boxSelectionEnabled: false});
  const narrow = () => container.clientWidth < NARROW;
  let columns = null;
  let arranged = null;
  let look = {colour: 'layer', largest: []};

  const restyle = () => { cy.style(style()); paint(); };
  addEventListener('themechange', restyle);
  const watch = new ResizeObserver(() => cy.resize());
  watch.observe(container);

  // The browser decides what a double click is, by the person's own settings; fingers have no such event.
  let tapped = null;
  cy.on('tap', e => {
    tapped = e.target !== cy && e.target.hasClass('feature') ? e.target.id() : null;
    if (tapped || e.target === cy) onChoose?.(tapped, Boolean(e.originalEvent?.shiftKey));
  });
  container.addEventListener('dblclick', () => { if (tapped) onOpen?.(tapped); });
  cy.on('dbltap', 'node.feature', e => { if (e.originalEvent?.type.startsWith('touch')) onOpen?.(e.target.id()); });
  cy.on('mouseover', 'node.feature', e => {
    focusOn(e.target.closedNeighborhood());
    const d = e.target.data();
    if (hint) hint.textContent = `${printedOfKey(d.id)} · ${d.full}`;
  });
  cy.on('mouseover', 'edge', e => {
    const d = e.target.data();
    if (hint) hint.textContent = `${d.names} · ${typeof d.effect === 'number' ? `effect ${signed(d.effect)} sd` : `r = ${signed(d.r)} · MI ${digits(d.mi)} bits`}`;
  });
  cy.on('mouseout', () => { focusOn(null); if (hint) hint.textContent = hint.dataset.rest ?? ''; });

  addKeys(container, cy, {
    point: node => {
      focusOn(node?.closedNeighborhood() ?? null);
      if (hint) hint.textContent = node ? `${printedOfKey(node.id())} · ${node.data('full')}` : hint.dataset.rest ?? '';
    },
    open: key => (onChoose ?? onOpen)?.(key, false),
    zoom: factor => cy.zoom({level: cy.zoom() * factor, renderedPosition: {x: cy.width() / 2, y: cy.height() / 2}}),
  });

  let kept = null;
  function focusOn(elements) {
    const wanted = elements ?? kept;
    cy.batch(() => {
      cy.elements().removeClass('faded near');
      if (wanted && wanted.length) {
        cy.elements().not(wanted).addClass('faded');
        wanted.addClass('near');
      }
    });
  }

  function paint() {
    cy.batch(() => {
      cy.nodes('.feature').forEach(n => { n.data('fill', look.colour === 'community' ? ofCommunity(n.data('community'), look.largest) : ofSet(n.data(), sets)); });
      cy.edges().forEach(e => { e.data('stroke', ofR(Math.sign(e.data('r')) * (0.3 + 0.7 * Math.abs(e.data('r'))))); });
    });
  }

  /** nodes: nearest first; chosen, seeds, picked: keys. layout: 'columns' or 'force'. */
  async function set({nodes, edges, seeds = [], chosen = null, picked = [], colour = 'layer', largest = [], layout = 'columns'}) {
    look = {colour, largest};
    const first = cy.nodes('.feature').empty();
    const changed = arranged !== layout || first;
    if (layout === 'force') await loadForce();
    if (!columns || first) columns = new Columns([...new Set(sets.map(depthOf))].sort((a, b) => a - b), nodes, narrow());
    const before = cy.elements().length;
    const fresh = merge(nodes, edges);
    paint();
    cy.nodes('.feature').forEach(n => {
      n.toggleClass('seed', seeds.includes(n.id()));
      n.toggleClass('chosen', n.id() === chosen);
      n.toggleClass('picked', picked.includes(n.id()));
    });
    const centre = seeds.length === 1 ? cy.getElementById(seeds[0]) : null;
    cy.edges().forEach(e => { e.data('alpha', (0.25 + 0.65 * Math.abs(e.data('r'))) * (!centre || e.connectedNodes().contains(centre) ? 1 : 0.5)); });
    if (layout === 'force') arrangeByForce(changed, fresh);
    else arrangeInColumns(nodes, changed);
    cy.edges().forEach(e => { e.toggleClass('bent', layout === 'columns' && e.hasClass('within')); });
    arranged = layout;
    if (changed) fit();
    else if (fresh.length || cy.elements().length !== before) reveal();
  }

  function merge(nodes, edges) {
    const wanted = new Set([...nodes.map(n => n.key), ...edges.map(edgeId)]);
    const byKey = new Map(nodes.map(n => [n.key, n]));
    const fresh = nodes.filter(n => cy.getElementById(n.key).empty());
    cy.batch(() => {
      cy.elements().filter(e => !wanted.has(e.id())).remove();
      cy.add(fresh.map(n => ({group: 'nodes', classes: 'feature', data: {
        id: n.key, layer: n.layer, sae: n.sae, community: n.community, full: prettyLabel(n.label), text: labelOf(n, narrow() ? LABEL.narrow : LABEL.wide), size: sizeOf(n),
      }})));
      cy.add(edges.filter(e => cy.getElementById(edgeId(e)).empty()).map(e => {
        const [a, b] = [byKey.get(e.source), byKey.get(e.target)];
        return {group: 'edges', classes: [e.r < 0 ? 'negative' : '', depthOf(a) === depthOf(b) ? 'within' : ''].join(' '), data: {
          id: edgeId(e), source: e.source, target: e.target, r: e.r, mi: e.mi, effect: e.effect, width: widthOf(e.r), alpha: 0.5, bend: 30,
          names: `${short(a)} ${prettyLabel(a.label)} – ${short(b)} ${prettyLabel(b.label)}`,
        }};
      }));
    });
    return fresh;
  }

  function arrangeInColumns(nodes, all) {
    const places = columns.place(nodes);
    cy.batch(() => {
      cy.nodes('.feature').forEach(n => { if (all || !n.scratch('moved')) n.position({...places.get(n.id())}); });
      cy.edges('.within').forEach(bend);
      cy.nodes('.title').remove();
      cy.add(columns.titles(nodes).map(t => ({group: 'nodes', classes: 'title', selectable: false, grabbable: false,
        data: {id: 'title ' + t.depth, text: narrow() ? columnTitle(t.depth).replace(/^Layer (.* · )/, '$1') : columnTitle(t.depth)}, position: {x: t.x, y: t.y}})));
    });
  }

  function arrangeByForce(all, fresh) {
    cy.nodes('.title').remove();
    if (!all && !fresh.length) return;
    const fixed = all ? [] : cy.nodes('.feature').filter(n => !fresh.some(f => f.key === n.id()))
      .map(n => ({nodeId: n.id(), position: {...n.position()}}));
    cy.layout({name: 'fcose', animate: false, randomize: all, fit: false, quality: cy.nodes().length > DRAFT_ABOVE ? 'draft' : 'default',
      nodeSeparation: 110, idealEdgeLength: e => 60 + 160 * (1 - Math.abs(e.data('r'))), nodeRepulsion: 9000,
      ...(fixed.length && {fixedNodeConstraint: fixed, quality: 'default'})}).run();
  }

  cy.on('dragfree', 'node.feature', e => e.target.scratch('moved', true));

  function fit() {
    cy.fit(undefined, narrow() ? 8 : 28);
    if (cy.zoom() > 1.25) { cy.zoom(1.25); cy.center(); }
  }

  /** Leaves the view alone unless something drawn is outside it. */
  function reveal() {
    const box = cy.elements().boundingBox();
    const view = cy.extent();
    if (box.x1 < view.x1 || box.x2 > view.x2 || box.y1 < view.y1 || box.y2 > view.y2) fit();
  }

  /** keys: of the features that are selected. */
  const mark = keys => cy.batch(() => cy.nodes('.feature').forEach(n => { n.toggleClass('selected', keys.includes(n.id())); }));

  return {
    set, fit, cy, mark,
    zoom: factor => cy.zoom({level: cy.zoom() * factor, renderedPosition: {x: container.clientWidth / 2, y: container.clientHeight / 2}}),
    /** Keeps these keys (and the edges between consecutive ones) in the foreground; null: everything. */
    keep(keys) {
      kept = keys ? cy.collection(keys.map(k => cy.getElementById(k)).filter(n => n.nonempty())) : null;
      if (kept) kept = kept.union(keys.slice(1).reduce((all, key, i) => all.union(cy.getElementById(keys[i]).edgesWith(cy.getElementById(key))), cy.collection()));
      focusOn(null);
    },
    destroy() {
      removeEventListener('themechange', restyle);
      watch.disconnect();
      cy.destroy();
    },
  };
}

/** Lines within a column swing out to its left, farther the longer they are, clear of the labels at its right. */
function bend(edge) {
  const down = edge.target().position('y') - edge.source().position('y');
  edge.data('bend', Math.sign(down) * Math.min(90, 14 + 0.16 * Math.abs(down)));
}

const edgeId = e => e.source + ' ' + e.target;
const sizeOf = n => 9 + 3 * Math.log10(1 + (n.degree ?? 0));

function labelOf(n, length) {
  const text = prettyLabel(n.label);
  return text.length > length ? text.slice(0, length - 1) + '…' : text;
}

function style() {
  const dark = theme() === 'dark';
  const ink = dark ? '#e4e7ec' : '#1c2128';
  const paper = dark ? '#171a20' : '#ffffff';
  return [
    {selector: 'node.feature', style: {
      'background-color': 'data(fill)', width: 'data(size)', height: 'data(size)', 'border-width': 1, 'border-color': dark ? '#0e1014' : '#ffffff',
      label: 'data(text)', color: ink, 'font-size': 11, 'font-family': 'system-ui, sans-serif', 'text-valign': 'center', 'text-halign': 'right',
      'text-margin-x': 5, 'text-background-color': paper, 'text-background-opacity': 0.78, 'text-background-padding': 1, 'min-zoomed-font-size': 5,
    }},
    {selector: 'node.title', style: {
      'background-opacity': 0, width: 1, height: 1, label: 'data(text)', color: dark ? '#9aa3b0' : '#5c6570', 'font-size': 13, 'font-weight': 600,
      'font-family': 'system-ui, sans-serif', 'text-halign': 'right', 'text-valign': 'center', events: 'no',
    }},
    {selector: 'edge', style: {
      'line-color': 'data(stroke)', width: 'data(width)', opacity: 'data(alpha)', 'curve-style': 'straight',
    }},
    {selector: 'edge.bent', style: {'curve-style': 'unbundled-bezier', 'control-point-distances': 'data(bend)', 'control-point-weights': 0.5}},
    {selector: 'edge.negative', style: {'line-style': 'dashed', 'line-dash-pattern': [6, 4]}},
    {selector: 'node.seed', style: {'border-width': 3, 'border-color': ink, 'font-weight': 700, 'z-index': 20}},
    {selector: 'node.chosen', style: {'border-width': 3, 'border-color': '#e8590c', 'font-weight': 700, 'z-index': 21}},
    {selector: 'node.selected', style: {'underlay-color': dark ? '#7ab8e6' : '#14589c', 'underlay-padding': 5, 'underlay-opacity': 0.45, 'underlay-shape': 'ellipse'}},
    {selector: 'node.picked', style: {shape: 'diamond', 'border-width': 3, 'border-color': '#e8590c', 'font-weight': 700, 'z-index': 22}},
    {selector: '.faded', style: {opacity: 0.12}},
    {selector: 'node.title.faded', style: {opacity: 1}},
    {selector: 'node.near', style: {'z-index': 19, 'text-background-opacity': 1}},
    {selector: 'edge.near', style: {opacity: 0.95, 'z-index': 10}},
  ];
}
