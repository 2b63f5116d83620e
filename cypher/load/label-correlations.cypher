// Correlations of features with labels of documents, a batch of them
// Each row is [id of the label, layer, index, sae, r, auroc, documents, share].
:param run => 'demo'
:param rows => []
UNWIND $rows AS row
MATCH (l:Label {id: row[0]})
MATCH (f:Feature {run: $run, layer: row[1], index: row[2]})
WHERE f.sae = row[3]
CREATE (l)-[:CORRELATES {r: row[4], auroc: row[5], documents: row[6], share: row[7]}]->(f)
RETURN count(*) AS written;
