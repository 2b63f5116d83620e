// Which correlations run between these features, and what is known of each?
// The features are found first: in a graph that has just been loaded the planner may else begin at all correlations, for each key.
:param keys => ['demo/all-minilm-l6-v2@3-res-batchtopk-4096:650', 'demo/all-minilm-l6-v2@3-res-batchtopk-4096:651']
:param limit => 40000
UNWIND $keys AS key
MATCH (f:Feature {key: key})
WITH collect(f) AS chosen
UNWIND chosen AS a
MATCH (a)-[e:CORRELATES]->(b:Feature)
WHERE b IN chosen
RETURN a.key AS source, b.key AS target, e.r AS r, e.mi AS mi, e.n11 AS n11, e.documents AS documents, e.decoderCosine AS decoderCosine
ORDER BY source, target
LIMIT $limit;
