// Which of these features moves which when it is steered?
:param keys => ['demo/all-minilm-l6-v2@3-res-batchtopk-4096:650', 'demo/all-minilm-l6-v2@3-res-batchtopk-4096:651']
:param limit => 40000
MATCH (a:Feature)-[m:MOVES]->(b:Feature)
WHERE a.key IN $keys AND b.key IN $keys
RETURN a.key AS source, b.key AS target, m.effect AS effect, m.se AS se
ORDER BY source, target
LIMIT $limit;
