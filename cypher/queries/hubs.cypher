// Hubs: which features correlate with the most others, and how strongly?
// A dense feature correlates with much by firing often: compare density.
// Columns: layer, site, feature, degree, strength, layers, density, pageRank, community, key
:param run => 'demo'
:param limit => 25

MATCH (f:Feature {run: $run})-[c:CORRELATES]-(other:Feature)
WITH f, count(c) AS degree, sum(c.strength) AS strength, count(DISTINCT other.layer) AS layers
RETURN f.layer AS layer, f.site AS site, f.label AS feature, degree, strength, layers, f.density AS density, f.pageRank AS pageRank,
       f.community AS community, f.key AS key
ORDER BY strength DESC, key
LIMIT $limit;
