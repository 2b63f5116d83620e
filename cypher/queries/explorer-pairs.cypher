// Which pairs of features in different layers, or of two layers, correlate most? Read from the index, strongest first
:param run => 'demo'
:param sign => 1
:param la => null
:param lb => null
:param skip => 0
:param limit => 10
MATCH (a:Feature)-[e:CORRELATES]->(b:Feature)
USING INDEX e:CORRELATES(strength)
WHERE e.strength >= 0 AND a.run = $run AND (e.span > 0 OR $la = $lb) AND ($sign = 0 OR e.sign = $sign)
  AND ($la IS NULL OR a.layer = $la) AND ($lb IS NULL OR b.layer = $lb)
WITH a, e, b ORDER BY e.strength DESC, a.key, b.key SKIP $skip LIMIT $limit
RETURN {source: a {.key, .model, .layer, .index, .sae, .label}, target: b {.key, .model, .layer, .index, .sae, .label},
        r: e.r, mi: e.mi, n11: e.n11, documents: e.documents} AS item
LIMIT $limit;
