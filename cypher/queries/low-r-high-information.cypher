// Low r, much shared information: which pairs fire together without their values going together?
// Among all kept pairs, where normalised mutual information exceeds what r suggests most.
// Columns: layer, site, feature, otherLayer, otherSite, other, r, bits, nmi, rowsOfBoth, documents, key, otherKey
:param run => 'demo'
:param atMost => 0.5
:param limit => 25

MATCH (a:Feature)-[c:CORRELATES]->(b:Feature)
WHERE c.strength <= $atMost AND a.run = $run AND c.nmi IS NOT NULL
RETURN a.layer AS layer, a.site AS site, a.label AS feature, b.layer AS otherLayer, b.site AS otherSite, b.label AS other, c.r AS r, c.mi AS bits, c.nmi AS nmi,
       c.n11 AS rowsOfBoth, c.documents AS documents, a.key AS key, b.key AS otherKey
ORDER BY c.nmi / c.strength DESC, key, otherKey
LIMIT $limit;
