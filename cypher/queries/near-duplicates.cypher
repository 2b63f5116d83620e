// Near-duplicates: which features of one set say almost the same?
// Contained is the share of the rarer feature's rows on which both fire.
// Columns: layer, site, feature, other, r, contained, density, otherDensity, key, otherKey
:param run => 'demo'
:param atLeast => 0.7
:param limit => 25

MATCH (a:Feature)-[c:CORRELATES]->(b:Feature)
WHERE c.strength >= $atLeast AND c.span = 0 AND c.r > 0 AND a.run = $run AND a.sae = b.sae
WITH a, b, c, CASE WHEN a.rowsActive < b.rowsActive THEN a.rowsActive ELSE b.rowsActive END AS rarer
RETURN a.layer AS layer, a.site AS site, a.label AS feature, b.label AS other, c.r AS r, toFloat(c.n11) / rarer AS contained,
       a.density AS density, b.density AS otherDensity, a.key AS key, b.key AS otherKey
ORDER BY r DESC, key, otherKey
LIMIT $limit;
