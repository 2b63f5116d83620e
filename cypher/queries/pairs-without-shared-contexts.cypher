// Pairs without shared contexts: which features correlate, though they fire most on different texts?
// Either r comes from many weak firings, or the two are parts of something larger.
// Columns: layer, site, feature, otherLayer, otherSite, other, r, rowsOfBoth, documents, key, otherKey
:param run => 'demo'
:param atLeast => 0.5
:param limit => 25

MATCH (a:Feature)-[c:CORRELATES]->(b:Feature)
WHERE c.strength >= $atLeast AND a.run = $run AND c.r > 0
  AND NOT EXISTS { (a)-[:FIRES_ON]->(:Context)<-[:FIRES_ON]-(b) }
  AND EXISTS { (a)-[:FIRES_ON]->() } AND EXISTS { (b)-[:FIRES_ON]->() }
RETURN a.layer AS layer, a.site AS site, a.label AS feature, b.layer AS otherLayer, b.site AS otherSite, b.label AS other, c.r AS r, c.n11 AS rowsOfBoth,
       c.documents AS documents, a.key AS key, b.key AS otherKey
ORDER BY r DESC, key, otherKey
LIMIT $limit;
