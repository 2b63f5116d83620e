// Dense features: which features fire on a large part of all rows?
// They are often of position, punctuation or grammar, and take part in many correlations.
// Columns: layer, site, feature, density, mean, sd, max, correlations, negative, key
:param run => 'demo'
:param atLeast => 0.01
:param limit => 25

MATCH (f:Feature {run: $run})
WHERE f.density >= $atLeast
RETURN f.layer AS layer, f.site AS site, f.label AS feature, f.density AS density, f.mean AS mean, f.sd AS sd, f.max AS max,
       COUNT { (f)-[:CORRELATES]-(:Feature) } AS correlations, COUNT { (f)-[c:CORRELATES]-(:Feature) WHERE c.r < 0 } AS negative,
       f.key AS key
ORDER BY density DESC, key
LIMIT $limit;
