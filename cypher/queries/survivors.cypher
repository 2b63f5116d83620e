// Survivors: which features have a close counterpart in every other layer of the run?
// Of a run with several sites: at every other site of every layer.
// Columns: layer, site, feature, weakest, byLayer, density, key
:param run => 'demo'
:param atLeast => 0.5
:param limit => 25

MATCH (g:Feature {run: $run})
WITH count(DISTINCT coalesce(g.depth, g.layer)) AS places, count(DISTINCT g.site) > 1 AS manySites
MATCH (f:Feature)-[c:CORRELATES]-(other:Feature)
WHERE c.strength >= $atLeast AND (c.span > 0 OR f.depth <> other.depth) AND c.r > 0 AND f.run = $run
WITH places, manySites, f, coalesce(other.depth, other.layer) AS depth, other.layer AS layer, min(other.site) AS site, max(c.r) AS best
ORDER BY depth
WITH places, f, count(*) AS counterparts, min(best) AS weakest,
     collect(layer + CASE WHEN manySites THEN ' ' + site ELSE '' END + ': ' + toString(round(best, 3))) AS byLayer
WHERE counterparts = places - 1
RETURN f.layer AS layer, f.site AS site, f.label AS feature, weakest, byLayer, f.density AS density, f.key AS key
ORDER BY weakest DESC, key
LIMIT $limit;
