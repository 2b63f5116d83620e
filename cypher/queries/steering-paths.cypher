// Steering paths: which are the k best ways from a feature to one of a later layer?
// Yen's algorithm by GDS on -ln|r|: depth (layer, then site) never decreases, the product of |r| is largest.
// One thread, so that of equally good paths the same ones are found every time.
// Without ends: from the run's strongest correlation over the longest span. "steergraph paths" is faster and has more conditions.
// Columns: rank, product, sign, layers, sites, labels, r, keys
:param run => 'demo'
:param from => null
:param to => null
:param k => 5
:param limit => 25

CALL () {
  MATCH (a:Feature {run: $run})-[c:CORRELATES]->(b:Feature)
  WHERE $from IS NULL AND $to IS NULL AND (c.span > 0 OR a.depth < b.depth)
  WITH a, b, c
  ORDER BY c.span DESC, c.strength DESC, a.key, b.key
  LIMIT 1
  RETURN a, b
  UNION
  MATCH (a:Feature {key: $from}), (b:Feature {key: $to})
  RETURN a, b
}
WITH a, b
LIMIT 1
MATCH (f:Feature {run: $run})-[c:CORRELATES]->(g:Feature {run: $run})
WITH a, b, gds.graph.project('steering-' + randomUUID(), f, g, {
       relationshipType: CASE WHEN c.span > 0 OR f.depth < g.depth THEN 'ACROSS' ELSE 'WITHIN' END,
       relationshipProperties: {cost: c.cost}
     }, {undirectedRelationshipTypes: ['WITHIN']}) AS projected
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
               MATCH (x)-[c:CORRELATES]-(y)
               RETURN c.r ORDER BY i } AS r
RETURN rank, product, reduce(sign = 1, x IN r | CASE WHEN x < 0 THEN -sign ELSE sign END) AS sign,
       [f IN features | f.layer] AS layers, [f IN features | f.site] AS sites, [f IN features | f.label] AS labels, r,
       [f IN features | f.key] AS keys
ORDER BY rank
LIMIT $limit;
