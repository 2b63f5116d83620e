// Articulation points: without which features does a component fall apart?
// Columns: layer, site, feature, component, degree, betweenness, hangingOn, key
:param run => 'demo'
:param limit => 25

MATCH (f:Feature {run: $run, articulation: true})
RETURN f.layer AS layer, f.site AS site, f.label AS feature, f.component AS component, f.degree AS degree, f.betweenness AS betweenness,
       COLLECT { MATCH (f)-[c:CORRELATES]-(g:Feature) WHERE g.degree = 1 RETURN g.label ORDER BY c.strength DESC LIMIT 5 } AS hangingOn,
       f.key AS key
ORDER BY betweenness DESC, key
LIMIT $limit;
