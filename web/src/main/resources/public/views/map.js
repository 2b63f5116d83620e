import {drawer} from '../drawer.js';
import {empty, h, replace, table} from '../dom.js';
import {ofCommunity, ofDensity, ofR, ofSet, theme, widthOf} from '../colours.js';
import {communityLink, idLink} from '../feature-parts.js';
import {address, count, percent, plural, short, source} from '../format.js';
import {PointMap, SIZES} from '../point-map.js';
import {pointsOf} from '../points.js';
import {manySets, manySites, placeOf, siteOf, sitesOf} from '../sets.js';
import {prettyLabel} from '../tokens.js';

const COLOURS = [['layer', 'Layer'], ['community', 'Community'], ['density', 'Density']];
const SIZED = [['', 'Same size'], ['density', 'By density']];
const FILTERS = ['layers', 'sets', 'sites', 'c'];
const ROWS = 50;
const MATCHES = 200;
const NAMED = 100; // communities whose names may be written
const COLOURED = 8;
const LINKS = 25; // correlates of the chosen feature that lines lead to
const CLOSE = 6; // zoom around a feature that a link leads to

export async function show(context) {
  document.title = 'Map · SteerGraph';
  const [body, communities] = await Promise.all([
    context.ask('/api/map'),
    context.ask('/api/communities', {limit: NAMED}),
  ]);
  const points = pointsOf(body);
  if (!points.n) {
    return {node: h('div.page', h('header.head', h('h1', 'Map')), empty('No map yet',
      'Features get their places by an analysis that runs after the run is loaded. Run it, then reload this page.',
      h('a.button', {href: context.to('search')}, 'See all features')))};
  }
  const view = new View(points, communities.items);
  await view.load(context);
  return {node: view.node, update: next => view.load(next), entered: () => view.enter(), leave: () => view.leave()};
}

class View {
  constructor(points, communities) {
    this.points = points;
    this.usual = undefined;
    this.box = undefined;
    this.fifths = undefined;
    this.middles = undefined;
    this.names = new Map();
    this.named = communities;
    this.communities = communities.slice(0, COLOURED);
    this.canvas = h('canvas.map', {tabindex: '0', role: 'img', 'aria-label': 'Map of all features. Arrow keys move, plus and minus zoom, '
      + 'Enter opens the feature in the middle. The table below lists the features in view.'});
    this.tip = h('div.tip', {hidden: true});
    this.controls = h('div.controls.bare');
    this.note = h('p.note', {role: 'status'});
    this.legend = h('div.legend', {'aria-label': 'Legend'});
    this.drawer = h('aside.drawer', {hidden: true, 'aria-label': 'Details'});
    this.twin = h('section');
    const button = (text, title, onclick) => h('button.icon', {type: 'button', title, 'aria-label': title, onclick}, text);
    this.node = h('div.page.wide-page.map-page', h('header.head', h('h1', 'Map'),
      h('p.lead', 'Every feature is a point; features that correlate lie close together.')),
    h('div.controls', this.controls, this.note),
    h('div.stage', h('div.frame', this.canvas, this.tip, h('div.zoom',
      button('+', 'Zoom in', () => this.map.zoom(1.5)), button('−', 'Zoom out', () => this.map.zoom(1 / 1.5)),
      button('⤢', 'Show everything', () => this.map.moved({x: 0.5, y: 0.5, z: 1})))), this.drawer),
    h('p.hint', 'Click a feature for details, double-click it for its neighbourhood. Drag to move, wheel to zoom.'), this.legend, h('p.quiet', about(points)), this.twin);
    this.map = new PointMap(this.canvas, points, {
      onHover: (i, px, py) => this.hover(i, px, py),
      onPick: i => this.choose(i),
      onOpen: i => this.context.navigate(this.context.to('graph', {seed: address(points.feature(i))})),
      onView: view => this.go({x: round(view.x), y: round(view.y), z: round(view.z)}, true),
    });
    this.repaint = () => this.look();
    this.keys = event => { if (event.key === 'Escape' && !event.target.closest?.('input, select, dialog')) this.choose(-1); };
    addEventListener('themechange', this.repaint);
    addEventListener('keydown', this.keys);
  }

  value(name, usual = '') {
    return this.context.params.get(name) ?? usual;
  }

  texts(name) {
    return this.value(name).split(',').filter(Boolean);
  }

  go(changes, instead = false) {
    const all = Object.fromEntries(this.context.params);
    delete all.run;
    return this.context.navigate(this.context.to('map', {...all, ...changes}), {replace: instead});
  }

  async load(context) {
    this.context = context;
    const q = this.value('q');
    if (q !== this.asked) {
      const found = q ? await context.ask('/api/features', {q, texts: false, limit: MATCHES}) : {items: [], total: 0};
      this.found = found;
      this.hits = new Set(found.items.map(f => this.points.find(f)).filter(i => i >= 0));
      this.asked = q;
    }
    const at = this.value('chosen');
    if (at !== this.detail?.at) {
      const found = at ? await context.ask(`/api/features/${at}`, {contexts: 1, correlates: LINKS}) : null;
      this.detail = {at, feature: found?.feature ?? null, correlates: found ? [...found.positive.items, ...found.negative.items] : []};
    }
    // A link to a feature that says nothing of the view shows it in the middle.
    const middle = this.chosen();
    this.usual ??= middle >= 0 && !this.value('x') ? {x: this.points.x[middle], y: this.points.y[middle], z: CLOSE} : {x: 0.5, y: 0.5, z: 1};
    const view = {x: Number(this.value('x', this.usual.x)), y: Number(this.value('y', this.usual.y)), z: Number(this.value('z', this.usual.z))};
    if ([view.x, view.y, view.z].every(Number.isFinite)) this.map.goTo(view);
    this.describe();
    this.look();
    if (this.entered) this.list50();
    return true;
  }

  enter() {
    this.entered = true;
    this.map.resize();
    this.list50();
    this.canvas.dataset.points = this.points.n;
  }

  describe() {
    const {points} = this;
    const colour = this.value('color', 'layer');
    replace(this.controls,
      h('span.toggles', {role: 'group', 'aria-label': 'Colour'}, COLOURS.map(([value, text]) => h('button.toggle', {type: 'button',
        'aria-current': colour === value ? 'true' : null, onclick: () => this.go({color: value === 'layer' ? '' : value})}, text))),
      h('span.toggles', {role: 'group', 'aria-label': 'Size of points'}, SIZED.map(([value, text]) => h('button.toggle', {type: 'button',
        'aria-current': this.value('size') === value ? 'true' : null, onclick: () => this.go({size: value})}, text))),
      this.box ??= h('input', {type: 'search', 'aria-label': 'Highlight features', placeholder: 'Highlight: a word, or 3:650', value: this.value('q'),
        onchange: e => this.go({q: e.target.value.trim()})}));
    if (document.activeElement !== this.box) this.box.value = this.value('q');
    const hits = this.value('q') ? ` ${count(this.hits.size)} of ${plural(this.found.total, 'match', 'matches')} for “${this.value('q')}” are ringed.` : '';
    const filtered = FILTERS.some(name => this.texts(name).length);
    replace(this.note, h('span', `${plural(points.n, 'feature')}${points.total > points.n ? ` of ${count(points.total)}` : ''}.${hits}`,
      filtered ? ' Those left out by the legend are grey.' : '', this.detail.correlates?.length ? ` Lines lead to the ${plural(this.detail.correlates.length, 'strongest correlate')} of ${short(this.detail.feature)} ${prettyLabel(this.detail.feature.label)}.` : ''),
    filtered || this.value('q') ? h('button.button.small', {type: 'button', onclick: () => this.go({...Object.fromEntries(FILTERS.map(name => [name, ''])), q: ''})}, 'Clear filters') : null);
    this.legends(colour);
    drawer(this.drawer, this.detail.feature, this.context, {close: () => this.choose(-1),
      map: false, centreText: 'Neighbourhood', centre: f => this.context.to('graph', {seed: address(f)})});
  }

  legends(colour) {
    const item = (name, value, text, fill) => {
      const on = this.texts(name);
      const next = on.includes(String(value)) ? on.filter(v => v !== String(value)) : [...on, value];
      return h('button.key', {type: 'button', 'aria-pressed': String(on.includes(String(value))), title: 'Grey out the others',
        onclick: () => this.go({[name]: next.join(',')})}, h('i.dot', {style: {background: fill}}), text);
    };
    const {sets, layers} = this.context;
    const fill = set => (colour === 'layer' ? ofSet(set, sets) : 'var(--line)');
    const largest = this.communities.map(c => c.number);
    const places = manySets()
      ? [h('span.group', h('b', 'Set'), sets.map(s => item('sets', source(s), placeOf(s), fill(s)))),
        layers.length > 1 && h('span.group', h('b', 'Layer'), layers.map(l => item('layers', l, 'layer ' + l, 'var(--line)')))]
      : h('span.group', h('b', 'Layer'), sets.map(s => item('layers', s.layer, placeOf(s), fill(s))));
    const sites = manySites() && h('span.group', h('b', 'Site'), sitesOf().map(s => item('sites', s, s, 'var(--line)')));
    const communities = h('span.group', h('b', 'Community'), this.communities.map(c => item('c', c.number, `#${c.number} ${prettyLabel(c.label)}`,
      colour === 'community' ? ofCommunity(c.number, largest) : 'var(--line)')),
    colour === 'community' && h('span', h('i.dot', {style: {background: ofCommunity(-1, largest)}}), 'others'));
    const [low, high] = this.points.densities;
    const density = h('span.group', h('b', 'Density'), h('span', percent(low)), h('span.steps', {'aria-hidden': 'true'},
      [0, 0.2, 0.4, 0.6, 0.8, 1].map(t => h('i', {style: {background: ofDensity(t)}}))), h('span', percent(high), ' of all tokens, logarithmic'));
    replace(this.legend, colour === 'density' && density, places, sites, this.communities.length && communities);
  }

  /** What each point looks like now. */
  look() {
    const {points} = this;
    const colour = this.value('color', 'layer');
    const dark = theme() === 'dark';
    const largest = this.communities.map(c => c.number);
    const [layers, sets, sites, numbers] = ['layers', 'sets', 'sites', 'c'].map(name => new Set(this.texts(name)));
    const known = new Map();
    const packed = css => {
      if (!known.has(css)) known.set(css, pack(css));
      return known.get(css);
    };
    const bySet = points.sets.map(s => ({
      colour: packed(ofSet(s, this.context.sets)),
      front: (!layers.size || layers.has(String(s.layer))) && (!sets.size || sets.has(source(s))) && (!sites.size || sites.has(s.site)),
    }));
    const [low, high] = points.densities.map(Math.log);
    const colours = new Uint32Array(points.n);
    const back = new Uint8Array(points.n);
    for (let i = 0; i < points.n; i++) {
      colours[i] = colour === 'community' ? packed(ofCommunity(points.community[i], largest))
        : colour === 'density' ? packed(ofDensity(Math.round(40 * (Math.log(Math.max(points.density[i], 1e-12)) - low) / (high - low || 1)) / 40))
          : bySet[points.set[i]].colour;
      back[i] = !bySet[points.set[i]].front || (numbers.size && !numbers.has(String(points.community[i]))) || (this.hits.size && !this.hits.has(i)) ? 1 : 0;
    }
    const rings = [...this.hits].map(i => ({i, colour: dark ? '#ffd166' : '#b35900', radius: 3}));
    const at = this.chosen();
    if (at >= 0) rings.push({i: at, colour: '#e8590c', radius: 6});
    const links = at < 0 ? [] : this.detail.correlates.map(c => ({from: at, to: points.find(c), colour: ofR(c.r), width: widthOf(c.r) / 2, dashed: c.r < 0}))
      .filter(link => link.to >= 0);
    const paper = dark ? '#171a20' : '#ffffff';
    this.map.show({colours, back, sizes: this.value('size') === 'density' ? this.sizes() : null, links, rings, marks: this.marks(), paper: pack(paper), grey: pack(dark ? '#333942' : '#dde1e6'),
      ink: dark ? '#e4e7ec' : '#1c2128', halo: paper});
  }

  /** Fifths of the features by density. */
  sizes() {
    const {points} = this;
    const sorted = Float32Array.from(points.density).sort();
    const bounds = SIZES.slice(1).map((_, k) => sorted[Math.floor((k + 1) * points.n / SIZES.length)]);
    this.fifths ??= Uint8Array.from(points.density, d => bounds.filter(b => d >= b).length);
    return this.fifths;
  }

  /** The names of communities, in the middle of each, the largest first. */
  marks() {
    const {points} = this;
    this.middles ??= this.named.map(c => {
      const [xs, ys] = [[], []];
      for (let i = 0; i < points.n; i++) if (points.community[i] === c.number) { xs.push(points.x[i]); ys.push(points.y[i]); }
      const middle = a => Float32Array.from(a).sort()[a.length >> 1];
      return xs.length ? {text: prettyLabel(c.label).split(', ').slice(0, 2).join(', '), x: middle(xs), y: middle(ys)} : null;
    }).filter(Boolean);
    return this.middles;
  }

  hover(i, px, py) {
    this.tip.hidden = i < 0;
    this.canvas.classList.toggle('pointing', i >= 0);
    if (i < 0) return;
    const f = this.points.feature(i);
    const name = h('b', this.names.get(f.key) ?? short(f));
    this.nameLater(f, name);
    replace(this.tip, name, h('span', `${short(f)}${siteOf(f) ? ' · ' + siteOf(f) : ''} · density ${percent(f.density)}`,
      f.community !== null ? ` · community #${f.community}` : ''));
    const right = px > this.canvas.clientWidth - 260;
    this.tip.style.setProperty('left', right ? 'auto' : px + 14 + 'px');
    this.tip.style.setProperty('right', right ? this.canvas.clientWidth - px + 14 + 'px' : 'auto');
    this.tip.style.setProperty('top', Math.max(4, py - 46) + 'px');
  }

  /** The words of what is pointed at, asked for once the pointer rests. */
  nameLater(f, name) {
    clearTimeout(this.asking);
    if (this.names.has(f.key)) return;
    this.asking = setTimeout(() => this.context.ask('/api/features', {q: address(f), limit: 1}).then(found => {
      this.names.set(f.key, prettyLabel(found.items[0]?.label));
      name.textContent = this.names.get(f.key);
    }, error => {
      // The view changed meanwhile; whoever still points at it asks again.
      if (error.name !== 'AbortError') this.context.fail(error);
    }), 120);
  }

  chosen() {
    const at = this.value('chosen');
    return at ? this.points.at(at) : -1;
  }

  choose(i) {
    const chosen = i < 0 ? '' : address(this.points.feature(i));
    if (chosen !== this.value('chosen')) this.go({chosen}, true);
  }

  /** The twin: the features in view that stand in front, those with the most correlates first. */
  list50() {
    const inside = this.map.inView().filter(i => !this.map.look.back[i]);
    const rows = inside.map(i => this.points.feature(i)).sort((a, b) => b.density - a.density || a.key.localeCompare(b.key)).slice(0, ROWS);
    const columns = [{title: 'Feature', cell: f => idLink(this.context, f)}, {title: 'Density', numeric: true, cell: f => percent(f.density)},
      {title: 'Community', cell: f => communityLink(this.context, f.community, this.communities.find(c => c.number === f.community)?.label)},
      {title: '', cell: f => h('button.small', {type: 'button', onclick: () => this.go({chosen: address(f)}, true)}, 'Show')}];
    replace(this.twin, h('h2', 'In view, as a table ', h('small', inside.length > rows.length ? `${rows.length} of ${count(inside.length)}, the densest` : count(rows.length))),
      rows.length ? table(columns, rows, {className: 'dense'}) : h('p.quiet', 'No feature is in view; press ⤢ to show everything.'));
  }

  leave() {
    removeEventListener('themechange', this.repaint);
    removeEventListener('keydown', this.keys);
    clearTimeout(this.asking);
    this.map.destroy();
  }
}

/** What the places mean, and how far they can be trusted. */
const about = points => [
  'The axes have no unit.',
  points.nearest === null ? '' : ` Of each feature’s 10 strongest correlates, ${percent(points.nearest)} are among its 50 nearest points; by chance it would be ${percent(points.random)}.`,
  points.isolated ? ` On the ring outside: ${plural(points.isolated, 'feature')} that correlate with no other above the run’s threshold.` : '',
].join('');

const round = x => Number(x.toPrecision(5));

const painter = document.createElement('canvas').getContext('2d', {willReadFrequently: true});

/** A CSS colour as 0xAABBGGRR. */
function pack(css) {
  painter.fillStyle = css;
  painter.fillRect(0, 0, 1, 1);
  const [r, g, b] = painter.getImageData(0, 0, 1, 1).data;
  return (0xff000000 | (b << 16) | (g << 8) | r) >>> 0;
}
