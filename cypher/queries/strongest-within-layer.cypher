// Strongest pairs within one layer: which features of the same dictionary fire together most?
// Set layer to look at one layer only, set to look at one dictionary. Near-duplicates (split features) come first.
// Columns: layer, site, feature, other, r, bits, documents, key, otherKey
:param run => 'demo'
:param layer => null
:param set => null
:param atLeast => 0.3
:param limit => 25

MATCH (a:Feature)-[c:CORRELATES]->(b:Feature)
WHERE c.strength >= $atLeast AND c.span = 0 AND a.run = $run AND ($layer IS NULL OR a.layer = $layer)
  AND a.sae = b.sae AND ($set IS NULL OR a.sae = $set)
RETURN a.layer AS layer, a.site AS site, a.label AS feature, b.label AS other, c.r AS r, c.mi AS bits, c.documents AS documents,
       a.key AS key, b.key AS otherKey
ORDER BY c.strength DESC, key, otherKey
LIMIT $limit;
