// "Open in Neo4j Browser": the query behind a view, put into the Browser's editor for its reader to look at and run.
import {h} from './dom.js';

export const cypherLink = query => h('a.button', {
  href: '/browser/?cmd=edit&arg=' + encodeURIComponent(query), target: '_blank', rel: 'noopener', title: query,
}, 'Open in Neo4j Browser ↗');

const text = value => "'" + String(value).replaceAll('\\', '\\\\').replaceAll("'", "\\'") + "'";

export const correlatesCypher = f =>
  `MATCH (f:Feature {key: ${text(f.key)}})-[e:CORRELATES]-(g:Feature) RETURN f, e, g ORDER BY e.strength DESC LIMIT 25`;

export function neighbourhoodCypher(f, hops, minAbsR, limit) {
  // Labels of documents correlate with features, too, and lie between those of one label.
  const where = ' WHERE all(n IN nodes(p) WHERE n:Feature)'
    + (Number(minAbsR) > 0 ? ` AND all(e IN relationships(p) WHERE e.strength >= ${Number(minAbsR)})` : '');
  return `MATCH p = (f:Feature {key: ${text(f.key)}})-[:CORRELATES*1..${Number(hops)}]-(:Feature)${where} `
    + `WITH p, reduce(s = 1.0, e IN relationships(p) | s * e.strength) AS product ORDER BY product DESC LIMIT ${Number(limit)} RETURN p`;
}

/** The features of these paths and the correlations between consecutive ones. paths: lists of keys. */
export function pathsCypher(paths) {
  const lists = paths.map(keys => '[' + keys.map(text).join(', ') + ']').join(', ');
  return `UNWIND [${lists}] AS path UNWIND range(0, size(path) - 2) AS i `
    + 'MATCH (a:Feature {key: path[i]})-[e:CORRELATES]-(b:Feature {key: path[i + 1]}) RETURN a, e, b LIMIT 2000';
}

/** The features of these paths and the effects of each on the next. */
export const effectsCypher = paths => pathsCypher(paths).replace('[e:CORRELATES]-', '[e:MOVES]->');

export const communityCypher = (run, number) =>
  `MATCH (a:Feature {run: ${text(run)}, community: ${Number(number)}}) WITH a ORDER BY a.pageRank DESC LIMIT 60 WITH collect(a) AS members `
  + 'UNWIND members AS a MATCH (a)-[e:CORRELATES]->(b:Feature) WHERE b IN members RETURN a, e, b LIMIT 1000';

export const pairCypher = (a, b) =>
  `MATCH (a:Feature {key: ${text(a.key)}})-[e:CORRELATES]-(b:Feature {key: ${text(b.key)}}) RETURN a, e, b LIMIT 1`;
