// Appear and continue: which features have no forerunner in a lower layer, but a counterpart in every later one?
// Only layers of the run count. Begins with features that are above its lowest layer.
// Columns: layer, feature, weakest, later, density, key
:param run => 'demo'
:param atLeast => 0.4
:param limit => 25

MATCH (g:Feature {run: $run})
WITH collect(DISTINCT g.layer) AS layers
MATCH (f:Feature)-[c:CORRELATES]->(later:Feature)
WHERE c.strength >= $atLeast AND c.span > 0 AND c.r > 0 AND f.run = $run
WITH layers, f, later.layer AS layer, max(c.r) AS best
WITH layers, f, min(best) AS weakest, collect(layer + ': ' + toString(round(best, 3))) AS later
WHERE size(later) = size([l IN layers WHERE l > f.layer]) AND size([l IN layers WHERE l < f.layer]) > 0
  AND NOT EXISTS { (f)<-[e:CORRELATES]-(:Feature) WHERE e.span > 0 AND e.r > 0 }
RETURN f.layer AS layer, f.label AS feature, weakest, later, f.density AS density, f.key AS key
ORDER BY weakest DESC, key
LIMIT $limit;
