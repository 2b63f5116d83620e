// Innermost core: which features hang together most densely?
// In a k-core every feature correlates with at least k others of it; core is the largest such k.
// Columns: core, layer, site, feature, degree, density, community, key
:param run => 'demo'
:param limit => 50

MATCH (f:Feature {run: $run})
WHERE f.core IS NOT NULL
RETURN f.core AS core, f.layer AS layer, f.site AS site, f.label AS feature, f.degree AS degree, f.density AS density,
       f.community AS community, f.key AS key
ORDER BY core DESC, degree DESC, key
LIMIT $limit;
