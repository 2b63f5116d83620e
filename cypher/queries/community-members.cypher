// A community's members: which features are at its centre, and what do they fire on?
// Columns: layer, site, feature, pageRank, degree, density, contexts, key
:param run => 'demo'
:param community => 0
:param limit => 25

MATCH (f:Feature {run: $run, community: $community})
RETURN f.layer AS layer, f.site AS site, f.label AS feature, f.pageRank AS pageRank, f.degree AS degree, f.density AS density,
       COLLECT { MATCH (f)-[e:FIRES_ON]->(c:Context) RETURN c.text ORDER BY e.rank LIMIT 2 } AS contexts, f.key AS key
ORDER BY pageRank DESC, key
LIMIT $limit;
