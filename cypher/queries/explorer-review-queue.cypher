// Which pairs of features in different layers correlate most, among those that nobody has judged?
:param run => 'demo'
:param sign => 0
:param skip => 0
:param limit => 10
MATCH (a:Feature {run: $run})-[e:CORRELATES]->(b:Feature)
WHERE e.span > 0 AND ($sign = 0 OR e.sign = $sign)
  AND NOT EXISTS { (a)<-[:OF]-(v:Review) WHERE EXISTS { (v)-[:OF]->(b) } }
WITH a, e, b ORDER BY e.strength DESC, a.key, b.key
WITH collect([a, e, b]) AS found
UNWIND found[$skip..$skip + $limit] AS pair
WITH found, pair[0] AS a, pair[1] AS e, pair[2] AS b
RETURN size(found) AS total,
       {source: a {.key, .model, .layer, .index, .sae, .label}, target: b {.key, .model, .layer, .index, .sae, .label},
        r: e.r, mi: e.mi, n11: e.n11, documents: e.documents} AS item
LIMIT $limit;
