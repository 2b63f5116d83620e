// Which features of a run have explanations
// Their keys, a batch of them; after is the last one of the batch before.
:param run => 'demo'
:param after => ''
:param limit => 2000
MATCH (e:Explanation {run: $run})-[:OF]->(f:Feature)
WITH DISTINCT f.key AS key
WHERE key > $after
RETURN key
ORDER BY key LIMIT $limit;
