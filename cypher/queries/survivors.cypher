// Survivors: which features have a close counterpart in every other layer of the run?
// Columns: layer, feature, weakest, byLayer, density, key
:param run => 'demo'
:param atLeast => 0.5
:param limit => 25

MATCH (g:Feature {run: $run})
WITH count(DISTINCT g.layer) AS layers
MATCH (f:Feature)-[c:CORRELATES]-(other:Feature)
WHERE c.strength >= $atLeast AND c.span > 0 AND c.r > 0 AND f.run = $run
WITH layers, f, other.layer AS layer, max(c.r) AS best
WITH layers, f, count(*) AS counterparts, min(best) AS weakest, collect(layer + ': ' + toString(round(best, 3))) AS byLayer
WHERE counterparts = layers - 1
RETURN f.layer AS layer, f.label AS feature, weakest, byLayer, f.density AS density, f.key AS key
ORDER BY weakest DESC, key
LIMIT $limit;
