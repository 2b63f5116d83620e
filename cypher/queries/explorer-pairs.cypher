// Which pairs of features in different places, or of two named ones, correlate most? Read from the index, strongest first
// Source is always the lower feature. Where both layers are named, either end may be the one in the first place.
:param run => 'demo'
:param sign => 1
:param la => null
:param lb => null
:param siteA => null
:param siteB => null
:param setA => null
:param setB => null
:param skip => 0
:param limit => 10
MATCH (a:Feature)-[e:CORRELATES]->(b:Feature)
USING INDEX e:CORRELATES(strength)
WHERE e.strength >= 0 AND a.run = $run AND (e.span > 0 OR a.depth < b.depth OR $la = $lb) AND ($sign = 0 OR e.sign = $sign)
  AND (($la IS NULL OR a.layer = $la) AND ($siteA IS NULL OR a.site = $siteA) AND ($setA IS NULL OR a.sae = $setA)
       AND ($lb IS NULL OR b.layer = $lb) AND ($siteB IS NULL OR b.site = $siteB) AND ($setB IS NULL OR b.sae = $setB)
    OR b.layer = $la AND ($siteA IS NULL OR b.site = $siteA) AND ($setA IS NULL OR b.sae = $setA)
       AND a.layer = $lb AND ($siteB IS NULL OR a.site = $siteB) AND ($setB IS NULL OR a.sae = $setB))
WITH a, e, b ORDER BY e.strength DESC, a.key, b.key SKIP $skip LIMIT $limit
RETURN {source: a {.key, .model, .layer, .site, .depth, .index, .sae, .label},
        target: b {.key, .model, .layer, .site, .depth, .index, .sae, .label},
        r: e.r, mi: e.mi, n11: e.n11, documents: e.documents} AS item
LIMIT $limit;
