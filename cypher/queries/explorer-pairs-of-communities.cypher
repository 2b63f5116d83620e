// Which pairs of features correlate most among members of one or two communities, and of two layers?
// Source is always the lower feature. Where both layers are named, either end may be the one in the first place.
:param run => 'demo'
:param sign => 1
:param la => null
:param lb => null
:param siteA => null
:param siteB => null
:param setA => null
:param setB => null
:param a => 0
:param b => null
:param skip => 0
:param limit => 10
MATCH (a:Feature {run: $run})-[e:CORRELATES]->(b:Feature)
WHERE (e.span > 0 OR a.depth < b.depth OR $la = $lb) AND ($sign = 0 OR e.sign = $sign)
  AND (($la IS NULL OR a.layer = $la) AND ($siteA IS NULL OR a.site = $siteA) AND ($setA IS NULL OR a.sae = $setA)
       AND ($lb IS NULL OR b.layer = $lb) AND ($siteB IS NULL OR b.site = $siteB) AND ($setB IS NULL OR b.sae = $setB)
       AND ($a IS NULL OR a.community = $a) AND ($b IS NULL OR b.community = $b)
    OR b.layer = $la AND ($siteA IS NULL OR b.site = $siteA) AND ($setA IS NULL OR b.sae = $setA)
       AND a.layer = $lb AND ($siteB IS NULL OR a.site = $siteB) AND ($setB IS NULL OR a.sae = $setB)
       AND ($a IS NULL OR b.community = $a) AND ($b IS NULL OR a.community = $b))
WITH a, e, b ORDER BY e.strength DESC, a.key, b.key
WITH collect([a, e, b]) AS found
UNWIND found[$skip..$skip + $limit] AS pair
WITH found, pair[0] AS a, pair[1] AS e, pair[2] AS b
RETURN size(found) AS total,
       {source: a {.key, .model, .layer, .site, .depth, .index, .sae, .label},
        target: b {.key, .model, .layer, .site, .depth, .index, .sae, .label},
        r: e.r, mi: e.mi, n11: e.n11, documents: e.documents} AS item
LIMIT $limit;
