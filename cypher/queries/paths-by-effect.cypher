// Paths by effect: along which effects does a feature reach one of a later layer?
// Yen's algorithm by GDS along MOVES, depth (layer, then site) never decreases. An effect e counts tanh |e|, and the product of
// these is largest; it orders paths, and is no prediction of what steering the first feature does to the last.
// Without ends: from the run's largest effect on a later layer. "steergraph paths --by effect" is faster and has more conditions.
// Columns: rank, product, sign, layers, sites, labels, effects, keys
:param run => 'demo'
:param from => null
:param to => null
:param k => 5
:param limit => 25

CALL () {
  MATCH (a:Feature {run: $run})-[m:MOVES]->(b:Feature)
  WHERE $from IS NULL AND $to IS NULL AND coalesce(a.depth, 16 * a.layer) < coalesce(b.depth, 16 * b.layer)
  WITH a, b, m
  ORDER BY abs(m.effect) DESC, a.key, b.key
  LIMIT 1
  RETURN a, b
  UNION
  MATCH (a:Feature {key: $from}), (b:Feature {key: $to})
  RETURN a, b
}
WITH a, b
LIMIT 1
MATCH (f:Feature {run: $run})-[m:MOVES]->(g:Feature {run: $run})
WHERE coalesce(f.depth, 16 * f.layer) <= coalesce(g.depth, 16 * g.layer) AND m.effect <> 0
WITH a, b, gds.graph.project('effects-' + randomUUID(), f, g, {
       relationshipProperties: {cost: log((1 + exp(-2 * abs(m.effect))) / (1 - exp(-2 * abs(m.effect))))}
     }) AS projected
CALL gds.shortestPath.yens.stream(projected.graphName, {
  sourceNode: a, targetNode: b, k: $k, relationshipWeightProperty: 'cost', concurrency: 1
})
YIELD index, totalCost, nodeIds
WITH projected, collect({rank: index + 1, product: exp(-totalCost), nodes: nodeIds}) AS paths
CALL gds.graph.drop(projected.graphName) YIELD graphName
UNWIND paths AS path
WITH path.rank AS rank, path.product AS product, [id IN path.nodes | gds.util.asNode(id)] AS features
WITH rank, product, features,
     COLLECT { UNWIND range(0, size(features) - 2) AS i
               WITH i, features[i] AS x, features[i + 1] AS y
               MATCH (x)-[m:MOVES]->(y)
               RETURN m.effect ORDER BY i } AS effects
RETURN rank, product, reduce(sign = 1, e IN effects | CASE WHEN e < 0 THEN -sign ELSE sign END) AS sign,
       [f IN features | f.layer] AS layers, [f IN features | f.site] AS sites, [f IN features | f.label] AS labels, effects,
       [f IN features | f.key] AS keys
ORDER BY rank
LIMIT $limit;
