// Go-betweens: through which features do most shortest paths run, though they have few correlations?
// Columns: layer, site, feature, betweenness, degree, perCorrelation, communities, key
:param run => 'demo'
:param limit => 25

MATCH (f:Feature {run: $run})
WHERE f.betweenness > 0 AND f.degree > 0
RETURN f.layer AS layer, f.site AS site, f.label AS feature, f.betweenness AS betweenness, f.degree AS degree,
       f.betweenness / f.degree AS perCorrelation,
       COUNT { MATCH (f)-[:CORRELATES]-(g:Feature) WHERE g.community IS NOT NULL RETURN DISTINCT g.community } AS communities,
       f.key AS key
ORDER BY perCorrelation DESC, key
LIMIT $limit;
