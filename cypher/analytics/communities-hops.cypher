// The positive correlations of a run by the ends' keys
:param run => 'demo'

MATCH (a:Feature {run: $run})-[c:CORRELATES]->(b:Feature {run: $run})
WHERE c.r > 0
RETURN a.key AS source, b.key AS target, c.strength AS strength
ORDER BY a.layer, a.depth, a.sae, a.index, b.layer, b.depth, b.sae, b.index;
