// The map's columns as the server sends them, and features out of them.
import {short} from './sets.js';

/** body: of /api/map. x and y are stretched to 0..1 alike, so that the shape stays. */
export function pointsOf(body) {
  const n = body.index.length;
  const finite = body.x.map((x, i) => (x === null || body.y[i] === null ? -1 : i)).filter(i => i >= 0);
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  let [low, high] = [Infinity, 0];
  for (const i of finite) {
    [left, right] = [Math.min(left, body.x[i]), Math.max(right, body.x[i])];
    [top, bottom] = [Math.min(top, body.y[i]), Math.max(bottom, body.y[i])];
    if (body.density[i] > 0) [low, high] = [Math.min(low, body.density[i]), Math.max(high, body.density[i])];
  }
  const span = Math.max(right - left, bottom - top) || 1;
  const [dx, dy] = [(1 - (right - left) / span) / 2, (1 - (bottom - top) / span) / 2];
  const sets = body.sets;
  const of = i => sets[body.set[i]];
  const byAddress = new Map();
  const address = i => `${of(i).layer}-${of(i).sae}/${body.index[i]}`;
  for (let i = 0; i < n; i++) byAddress.set(address(i), i);
  const feature = i => ({key: `${body.run}/${body.model}@${of(i).layer}-${of(i).sae}:${body.index[i]}`, model: body.model, layer: of(i).layer, depth: of(i).depth, site: of(i).site,
    sae: of(i).sae, index: body.index[i], density: body.density[i], community: body.community[i] < 0 ? null : body.community[i]});
  return {
    n: finite.length ? n : 0, total: body.total, densities: [low, high], nearest: body.nearest, random: body.random, isolated: body.isolated,
    x: Float32Array.from(body.x, x => (x - left) / span + dx), y: Float32Array.from(body.y, y => (y - top) / span + dy),
    set: body.set, sets, community: body.community, density: body.density, feature,
    name: i => short({...of(i), index: body.index[i]}), at: text => byAddress.get(text) ?? -1, find: f => byAddress.get(`${f.layer}-${f.sae}/${f.index}`) ?? -1,
  };
}
