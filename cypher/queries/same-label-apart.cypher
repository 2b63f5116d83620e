// Same label, apart: which features of different layers or sites are called the same, but do not correlate?
// Columns: label, layer, site, otherLayer, otherSite, density, otherDensity, community, otherCommunity, key, otherKey
:param run => 'demo'
:param limit => 25

MATCH (f:Feature {run: $run})
WHERE f.label IS NOT NULL AND f.label <> ''
WITH f.label AS label, collect(f) AS features
WHERE size(features) > 1 AND size(features) <= 20
UNWIND features AS a
UNWIND features AS b
WITH label, a, b
WHERE (a.layer < b.layer OR a.depth < b.depth) AND NOT EXISTS { (a)-[:CORRELATES]-(b) }
RETURN label, a.layer AS layer, a.site AS site, b.layer AS otherLayer, b.site AS otherSite, a.density AS density,
       b.density AS otherDensity, a.community AS community, b.community AS otherCommunity, a.key AS key, b.key AS otherKey
ORDER BY density * otherDensity DESC, key, otherKey
LIMIT $limit;
