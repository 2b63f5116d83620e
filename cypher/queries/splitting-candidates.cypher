// Candidates for feature splitting: which feature comes apart into several of another layer?
// Parts correlate with the whole but not positively with each other; covered is the share of the whole's rows that they take.
// Columns: layer, feature, partsLayer, parts, partLabels, r, covered, key, partKeys
:param run => 'demo'
:param atLeast => 0.3
:param limit => 25

MATCH (whole:Feature)-[c:CORRELATES]-(part:Feature)
WHERE c.strength >= $atLeast AND c.r > 0 AND c.span > 0 AND whole.run = $run AND c.n11 >= 0.5 * part.rowsActive
WITH whole, part, c ORDER BY c.strength DESC, part.key
WITH whole, part.layer AS layer, collect({part: part, r: c.r, rows: c.n11})[..8] AS parts
WHERE size(parts) > 1
WITH whole, layer, parts,
     COUNT { UNWIND parts AS p UNWIND parts AS q WITH p.part AS x, q.part AS y
             MATCH (x)-[e:CORRELATES]->(y) WHERE e.r > 0 RETURN e } AS together
WHERE together = 0
RETURN whole.layer AS layer, whole.label AS feature, layer AS partsLayer, size(parts) AS parts,
       [p IN parts | p.part.label] AS partLabels, [p IN parts | round(p.r, 3)] AS r,
       toFloat(reduce(rows = 0, p IN parts | rows + p.rows)) / whole.rowsActive AS covered, whole.key AS key,
       [p IN parts | p.part.key] AS partKeys
ORDER BY covered DESC, key
LIMIT $limit;
