// Confounded pairs: which correlations are strong although steering one feature does not move the other?
// Only features that were steered count: of others nothing was measured. The first feature is the lower, or one of the same layer.
// Columns: layer, steered, otherLayer, other, r, documents, strength, key, otherKey
:param run => 'demo'
:param atLeast => 0.3
:param limit => 25

MATCH (a:Feature)-[c:CORRELATES]-(b:Feature)
WHERE c.strength >= $atLeast AND a.run = $run AND a.steered IS NOT NULL AND NOT (a)-[:MOVES]->(b)
      AND a.layer <= b.layer
RETURN a.layer AS layer, a.label AS steered, b.layer AS otherLayer, b.label AS other, c.r AS r, c.documents AS documents,
       a.steered AS strength, a.key AS key, b.key AS otherKey
ORDER BY c.strength DESC, key, otherKey
LIMIT $limit;
