// Which pairs of features in different layers correlate most, among those that nobody has judged? Read from the index
// Of layers, of a community at either end, of a band of |r|; with a pair, those that come after it in this order.
:param run => 'demo'
:param sign => 0
:param la => null
:param lb => null
:param community => null
:param from => 0.0
:param to => null
:param afterStrength => null
:param afterSource => null
:param afterTarget => null
:param skip => 0
:param limit => 10
MATCH (a:Feature)-[e:CORRELATES]->(b:Feature)
USING INDEX e:CORRELATES(strength)
WHERE e.strength >= $from AND ($to IS NULL OR e.strength < $to) AND a.run = $run AND (e.span > 0 OR a.depth < b.depth) AND ($sign = 0 OR e.sign = $sign)
  AND ($la IS NULL OR a.layer = $la) AND ($lb IS NULL OR b.layer = $lb)
  AND ($community IS NULL OR a.community = $community OR b.community = $community)
  AND ($afterStrength IS NULL OR e.strength < $afterStrength
    OR e.strength = $afterStrength AND (a.key > $afterSource OR a.key = $afterSource AND b.key > $afterTarget))
  AND NOT EXISTS { (a)<-[:OF]-(v:Review) WHERE EXISTS { (v)-[:OF]->(b) } }
WITH a, e, b ORDER BY e.strength DESC, a.key, b.key SKIP $skip LIMIT $limit
RETURN {source: a {.key, .model, .layer, .site, .depth, .index, .sae, .label},
        target: b {.key, .model, .layer, .site, .depth, .index, .sae, .label},
        r: e.r, mi: e.mi, n11: e.n11, documents: e.documents} AS item
LIMIT $limit;
