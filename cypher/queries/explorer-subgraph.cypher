// Which correlations run between these features?
:param keys => ['demo/all-minilm-l6-v2@3-res-batchtopk-4096:650', 'demo/all-minilm-l6-v2@3-res-batchtopk-4096:651']
:param minAbsR => 0.2
:param sign => 0
:param limit => 5000
MATCH (a:Feature)-[e:CORRELATES]->(b:Feature)
WHERE a.key IN $keys AND b.key IN $keys AND e.strength >= $minAbsR AND ($sign = 0 OR e.sign = $sign)
WITH a, e, b ORDER BY e.strength DESC, a.key, b.key
WITH collect({source: a.key, target: b.key, r: e.r, mi: e.mi, n11: e.n11, documents: e.documents}) AS found
UNWIND found[..$limit] AS item
RETURN size(found) AS total, item
LIMIT $limit;
