// Strongest pairs across layers: which features of a lower layer go with which of a higher one?
// The longer the span, the more unusual: raise span to see what survives many blocks. Span 0 also takes pairs of two sites of
// one layer.
// Columns: layer, site, feature, higherLayer, higherSite, higher, r, bits, documents, key, higherKey
:param run => 'demo'
:param span => 1
:param atLeast => 0.3
:param limit => 25

MATCH (a:Feature)-[c:CORRELATES]->(b:Feature)
WHERE c.strength >= $atLeast AND c.span >= $span AND (c.span > 0 OR a.depth < b.depth) AND a.run = $run
RETURN a.layer AS layer, a.site AS site, a.label AS feature, b.layer AS higherLayer, b.site AS higherSite, b.label AS higher,
       c.r AS r, c.mi AS bits, c.documents AS documents, a.key AS key, b.key AS higherKey
ORDER BY c.strength DESC, key, higherKey
LIMIT $limit;
