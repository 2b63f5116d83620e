// Candidates for feature splitting: which feature comes apart into several of one set?
// The set of the parts is a wider one of the same site (between => 'sets', such as 16k and 65k), the feature's own ('set'), or
// one of another layer or site ('places'); null is any of them. Parts lie inside the whole and correlate with it, but not
// positively with each other. Together is the r of the whole with all parts at once, if these do not correlate: the root of
// the sum of r²; covered is the share of the whole's rows that they take.
// Columns: layer, site, set, feature, partsLayer, partsSite, partsSet, parts, partLabels, r, together, covered, key, partKeys
:param run => 'demo'
:param between => null
:param atLeast => 0.3
:param limit => 25

MATCH (f:Feature {run: $run})
WITH f.layer + ' ' + f.sae AS set, count(*) AS width
WITH collect({set: set, width: width}) AS widths
MATCH (whole:Feature)-[c:CORRELATES]-(part:Feature)
WHERE c.strength >= $atLeast AND c.r > 0 AND whole.run = $run AND c.n11 >= 0.5 * part.rowsActive
WITH widths, whole, part, c,
     CASE WHEN whole.layer <> part.layer OR whole.depth <> part.depth THEN 'places'
          WHEN whole.sae = part.sae THEN 'set' ELSE 'sets' END AS kind
WHERE ($between IS NULL OR kind = $between) AND (kind = 'places' OR part.rowsActive <= whole.rowsActive)
  AND (kind <> 'sets' OR [w IN widths WHERE w.set = whole.layer + ' ' + whole.sae][0].width
                        < [w IN widths WHERE w.set = part.layer + ' ' + part.sae][0].width)
WITH whole, part, c ORDER BY c.strength DESC, part.key
WITH whole, part.layer AS layer, part.site AS site, part.sae AS set, collect({part: part, r: c.r, rows: c.n11})[..8] AS parts
WHERE size(parts) > 1
WITH whole, layer, site, set, parts,
     COUNT { UNWIND parts AS p UNWIND parts AS q WITH p.part AS x, q.part AS y
             MATCH (x)-[e:CORRELATES]->(y) WHERE e.r > 0 RETURN e } AS together
WHERE together = 0
RETURN whole.layer AS layer, whole.site AS site, whole.sae AS set, whole.label AS feature,
       layer AS partsLayer, site AS partsSite, set AS partsSet, size(parts) AS parts,
       [p IN parts | p.part.label] AS partLabels, [p IN parts | round(p.r, 3)] AS r,
       sqrt(reduce(squares = 0.0, p IN parts | squares + p.r * p.r)) AS together,
       toFloat(reduce(rows = 0, p IN parts | rows + p.rows)) / whole.rowsActive AS covered, whole.key AS key,
       [p IN parts | p.part.key] AS partKeys
ORDER BY covered DESC, key, partsLayer, partsSet
LIMIT $limit;
