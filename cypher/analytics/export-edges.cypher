// All correlations among the given features, in the order of exports
:param keys => []

UNWIND $keys AS key
MATCH (a:Feature {key: key})-[c:CORRELATES]->(b:Feature)
WITH a, c, b
WHERE b.key IN $keys
RETURN c {source: a.key, target: b.key, .r, .mi, .nmi, .n11, .documents} AS edge
ORDER BY a.layer, a.depth, a.sae, a.index, b.layer, b.depth, b.sae, b.index;
