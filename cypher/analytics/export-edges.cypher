// All correlations among the given features, in the order of exports
// The features are found first: in a graph that has just been loaded the planner may else begin at all correlations, for each key.
:param keys => []

UNWIND $keys AS key
MATCH (f:Feature {key: key})
WITH collect(f) AS chosen
UNWIND chosen AS a
MATCH (a)-[c:CORRELATES]->(b:Feature)
WHERE b IN chosen
RETURN c {source: a.key, target: b.key, .r, .mi, .nmi, .n11, .documents} AS edge
ORDER BY a.layer, a.depth, a.sae, a.index, b.layer, b.depth, b.sae, b.index;
