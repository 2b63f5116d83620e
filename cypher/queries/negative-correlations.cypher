// Strongest negative correlations: which features keep each other from firing?
// Sparse features can hardly be negative; these are features that fire often.
// Columns: layer, site, feature, density, otherLayer, otherSite, other, otherDensity, r, documents, key, otherKey
:param run => 'demo'
:param limit => 25

MATCH (a:Feature {run: $run})-[c:CORRELATES]->(b:Feature)
WHERE c.r < 0
RETURN a.layer AS layer, a.site AS site, a.label AS feature, a.density AS density, b.layer AS otherLayer, b.site AS otherSite, b.label AS other,
       b.density AS otherDensity, c.r AS r, c.documents AS documents, a.key AS key, b.key AS otherKey
ORDER BY c.r, key, otherKey
LIMIT $limit;
