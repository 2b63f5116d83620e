// What the neighbourhood view has drawn: the first answer, then the steps taken since, replayed in order.
import {get, post} from './api.js';
import {address} from './format.js';

const ADD = 25;
const MAX_NODES = 1500;

/** As many features may be in the middle. */
export const MOST_SEEDS = 50;

/** base: {model, run, seed, hops, minAbsR, sign, limit}, several seeds between commas; steps: [{does: 'e'|'h', at: '3-res/650'}]. */
export class Neighbourhood {
  constructor(base) {
    this.base = base;
    this.answers = new Map();
  }

  async after(steps, signal) {
    const {seed, hops, limit} = this.base;
    const seeds = seed.split(',').slice(0, MOST_SEEDS);
    const first = seeds.length === 1 ? await this.ask(seed, hops, limit, signal) : await this.around(seeds, hops, limit, signal);
    const drawn = new Map(ordered(first).map(f => [f.key, {...f, hop: first.hops[f.key]}]));
    const hidden = new Set();
    let edges = first.edges;
    let note = null;
    for (const step of steps) {
      const key = keyOf(drawn, step.at);
      if (!key) continue;
      if (step.does === 'h') hidden.add(key);
      else {
        note = await this.expand(key, step.at, drawn, edges.items, signal);
        edges = await this.edges([...drawn.keys()], signal);
      }
    }
    const nodes = [...drawn.values()].filter(f => !hidden.has(f.key));
    const lines = edges.items.filter(e => drawn.has(e.source) && drawn.has(e.target) && !hidden.has(e.source) && !hidden.has(e.target));
    return {seeds: first.seeds ?? [first.seed], nodes, edges: lines, total: first.total, truncated: first.truncated, shown: first.items.length,
      edgesTotal: edges.total, edgesTruncated: edges.truncated, hidden: hidden.size, note};
  }

  /** Adds the strongest correlates that are not drawn yet; those asked for include the drawn ones, so enough come back. */
  async expand(key, at, drawn, edges, signal) {
    const around = edges.filter(e => e.source === key || e.target === key).length;
    const answer = await this.ask(at, 1, Math.min(MAX_NODES, around + ADD + 1), signal);
    const fresh = ordered(answer).filter(f => !drawn.has(f.key)).slice(0, Math.min(ADD, MAX_NODES - drawn.size));
    const hop = (drawn.get(key).hop ?? 0) + 1;
    for (const f of fresh) drawn.set(f.key, {...f, hop});
    const total = answer.total - 1;
    return {feature: drawn.get(key), added: fresh.length, total, full: drawn.size >= MAX_NODES};
  }

  /** All of several seeds, then what is nearest to any of them: the nearest of each, the next of each, and so on. */
  async around(seeds, hops, limit, signal) {
    const answers = await Promise.all(seeds.map(at => this.ask(at, hops, limit, signal)));
    const features = new Map(answers.flatMap(answer => answer.items.map(f => [f.key, f])));
    const [ranks, hop] = [new Map(), new Map()];
    for (const answer of answers) {
      answer.order.forEach((key, rank) => {
        ranks.set(key, Math.min(rank, ranks.get(key) ?? Infinity));
        hop.set(key, Math.min(answer.hops[key], hop.get(key) ?? Infinity));
      });
    }
    const own = [...new Set(answers.map(answer => answer.seed))];
    const others = [...ranks.keys()].filter(key => !own.includes(key)).sort((a, b) => ranks.get(a) - ranks.get(b));
    const order = [...own, ...others.slice(0, Math.max(0, Number(limit) - own.length))];
    const total = own.length + others.length;
    return {seeds: own, items: order.map(key => features.get(key)), order, hops: Object.fromEntries(order.map(key => [key, own.includes(key) ? 0 : hop.get(key)])),
      total, truncated: order.length < total || answers.some(answer => answer.truncated), edges: await this.edges(order, signal)};
  }

  async ask(at, hops, limit, signal) {
    const {model, run, minAbsR, sign} = this.base;
    const id = [at, hops, limit].join(' ');
    if (!this.answers.has(id)) {
      this.answers.set(id, await get(`/api/features/${at}/neighbours`, {model, run, hops, limit, minAbsR, sign}, signal));
    }
    return this.answers.get(id);
  }

  async edges(keys, signal) {
    const id = keys.join(' ');
    const sign = this.base.sign || 'any';
    if (!this.answers.has(id)) {
      this.answers.set(id, await post('/api/subgraph', {keys, minAbsR: Number(this.base.minAbsR) || 0, sign}, signal));
    }
    return this.answers.get(id);
  }
}

function ordered(answer) {
  const byKey = new Map(answer.items.map(f => [f.key, f]));
  return answer.order.map(key => byKey.get(key));
}

function keyOf(drawn, at) {
  for (const f of drawn.values()) if (address(f) === at) return f.key;
  return null;
}
