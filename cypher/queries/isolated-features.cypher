// Isolated features: which features fire often, yet go with no other?
// Columns: layer, site, feature, density, rows, max, contexts, key
:param run => 'demo'
:param limit => 25

MATCH (f:Feature {run: $run})
WHERE NOT EXISTS { (f)-[:CORRELATES]-(:Feature) } AND f.rowsActive > 0
RETURN f.layer AS layer, f.site AS site, f.label AS feature, f.density AS density, f.rowsActive AS rows, f.max AS max,
       COLLECT { MATCH (f)-[e:FIRES_ON]->(x:Context) RETURN x.text ORDER BY e.rank LIMIT 2 } AS contexts, f.key AS key
ORDER BY density DESC, key
LIMIT $limit;
