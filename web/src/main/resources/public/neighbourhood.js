// What the neighbourhood view has drawn: the first answer, then the steps taken since, replayed in order.
import {get, post} from './api.js';
import {address} from './format.js';

const ADD = 25;
const MAX_NODES = 1500;

/** base: {model, run, seed, hops, minAbsR, sign, limit}; steps: [{does: 'e'|'h', at: '3-res/650'}]. */
export class Neighbourhood {
  constructor(base) {
    this.base = base;
    this.answers = new Map();
  }

  async after(steps, signal) {
    const {seed, hops, limit} = this.base;
    const first = await this.ask(seed, hops, limit, signal);
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
    return {seed: first.seed, nodes, edges: lines, total: first.total, truncated: first.truncated, shown: first.items.length,
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
