// Which pairs of features in different layers correlate most, among those that nobody has judged? Read from the index
:param run => 'demo'
:param sign => 0
:param skip => 0
:param limit => 10
MATCH (a:Feature)-[e:CORRELATES]->(b:Feature)
USING INDEX e:CORRELATES(strength)
WHERE e.strength >= 0 AND a.run = $run AND (e.span > 0 OR a.depth < b.depth) AND ($sign = 0 OR e.sign = $sign)
  AND NOT EXISTS { (a)<-[:OF]-(v:Review) WHERE EXISTS { (v)-[:OF]->(b) } }
WITH a, e, b ORDER BY e.strength DESC, a.key, b.key SKIP $skip LIMIT $limit
RETURN {source: a {.key, .model, .layer, .site, .depth, .index, .sae, .label},
        target: b {.key, .model, .layer, .site, .depth, .index, .sae, .label},
        r: e.r, mi: e.mi, n11: e.n11, documents: e.documents} AS item
LIMIT $limit;
