// Appear and continue: which features have no forerunner in a lower layer, but a counterpart in every later one?
// Of a run with several sites these count instead of layers, from the embedding on. Only places of the run count. Begins with
// features that are above its lowest place.
// Columns: layer, site, feature, weakest, later, density, key
:param run => 'demo'
:param atLeast => 0.4
:param limit => 25

MATCH (g:Feature {run: $run})
WITH collect(DISTINCT coalesce(g.depth, g.layer)) AS depths, count(DISTINCT g.site) > 1 AS manySites
MATCH (f:Feature)-[c:CORRELATES]->(later:Feature)
WHERE c.strength >= $atLeast AND (c.span > 0 OR f.depth < later.depth) AND c.r > 0 AND f.run = $run
WITH depths, manySites, f, coalesce(later.depth, later.layer) AS depth, later.layer AS layer, min(later.site) AS site, max(c.r) AS best
ORDER BY depth
WITH depths, f, min(best) AS weakest,
     collect(layer + CASE WHEN manySites THEN ' ' + site ELSE '' END + ': ' + toString(round(best, 3))) AS later
WHERE size(later) = size([d IN depths WHERE d > coalesce(f.depth, f.layer)])
  AND size([d IN depths WHERE d < coalesce(f.depth, f.layer)]) > 0
  AND NOT EXISTS { (f)<-[e:CORRELATES]-(g:Feature) WHERE (e.span > 0 OR g.depth < f.depth) AND e.r > 0 }
RETURN f.layer AS layer, f.site AS site, f.label AS feature, weakest, later, f.density AS density, f.key AS key
ORDER BY weakest DESC, key
LIMIT $limit;
