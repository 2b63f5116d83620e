// Cut correlations: without which correlation does a component fall apart?
// Bridges in the sense of graph theory; "bridges" are those between communities.
// Columns: layer, site, feature, otherLayer, otherSite, other, r, component, key, otherKey
:param run => 'demo'
:param limit => 25

MATCH (a:Feature {run: $run})-[c:CORRELATES {bridge: true}]->(b:Feature)
RETURN a.layer AS layer, a.site AS site, a.label AS feature, b.layer AS otherLayer, b.site AS otherSite, b.label AS other, c.r AS r, a.component AS component,
       a.key AS key, b.key AS otherKey
ORDER BY a.degree + b.degree DESC, key, otherKey
LIMIT $limit;
