// Effects without correlation: what moves when a feature is steered although the two do not go together in the texts?
// No correlation between them passed the run's threshold.
// Columns: layer, steered, otherLayer, moved, effect, z, documents, key, movedKey
:param run => 'demo'
:param atLeast => 0.1
:param limit => 25

MATCH (a:Feature)-[m:MOVES]->(b:Feature)
WHERE a.run = $run AND abs(m.effect) >= $atLeast AND NOT (a)-[:CORRELATES]-(b)
RETURN a.layer AS layer, a.label AS steered, b.layer AS otherLayer, b.label AS moved, m.effect AS effect, m.z AS z,
       m.documents AS documents, a.key AS key, b.key AS movedKey
ORDER BY abs(effect) DESC, key, movedKey
LIMIT $limit;
