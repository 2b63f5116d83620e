// High r, little shared information: which pairs owe their r to a few rows of large values?
// r is moved by values, mutual information by firing alone: such pairs deserve a look at their contexts.
// Columns: layer, site, feature, otherLayer, otherSite, other, r, bits, nmi, rowsOfBoth, documents, key, otherKey
:param run => 'demo'
:param atLeast => 0.3
:param limit => 25

MATCH (a:Feature)-[c:CORRELATES]->(b:Feature)
WHERE c.strength >= $atLeast AND a.run = $run AND c.nmi IS NOT NULL
RETURN a.layer AS layer, a.site AS site, a.label AS feature, b.layer AS otherLayer, b.site AS otherSite, b.label AS other, c.r AS r, c.mi AS bits, c.nmi AS nmi,
       c.n11 AS rowsOfBoth, c.documents AS documents, a.key AS key, b.key AS otherKey
ORDER BY c.nmi / c.strength, key, otherKey
LIMIT $limit;
