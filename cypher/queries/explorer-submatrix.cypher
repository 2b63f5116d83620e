// Which correlations run between these features, and what is known of each?
:param keys => ['demo/all-minilm-l6-v2@3-res-batchtopk-4096:650', 'demo/all-minilm-l6-v2@3-res-batchtopk-4096:651']
:param limit => 40000
MATCH (a:Feature)-[e:CORRELATES]->(b:Feature)
WHERE a.key IN $keys AND b.key IN $keys
RETURN a.key AS source, b.key AS target, e.r AS r, e.mi AS mi, e.n11 AS n11, e.documents AS documents, e.decoderCosine AS decoderCosine
ORDER BY source, target
LIMIT $limit;
