// Which of these features moves which when it is steered?
// The features are found first, as of their correlations.
:param keys => ['demo/all-minilm-l6-v2@3-res-batchtopk-4096:650', 'demo/all-minilm-l6-v2@3-res-batchtopk-4096:651']
:param limit => 40000
UNWIND $keys AS key
MATCH (f:Feature {key: key})
WITH collect(f) AS chosen
UNWIND chosen AS a
MATCH (a)-[m:MOVES]->(b:Feature)
WHERE b IN chosen
RETURN a.key AS source, b.key AS target, m.effect AS effect, m.se AS se
ORDER BY source, target
LIMIT $limit;
