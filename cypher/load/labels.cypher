// Explanations of features, a batch of them
// Each row is [feature key, id, text, source, method, model, names of scores, scores].
:param run => 'demo'
:param rows => []
UNWIND $rows AS row
MATCH (f:Feature {key: row[0]})
MERGE (e:Explanation {id: row[1]})
SET e.run = $run, e.text = row[2], e.source = row[3], e.method = row[4], e.model = row[5],
    e.scoreNames = row[6], e.scores = row[7]
MERGE (e)-[:OF]->(f)
RETURN count(*) AS explained;
