// Marks a batch of correlations as bridges
// Each row is the keys of both ends.
:param rows => []

UNWIND $rows AS row
MATCH (a:Feature {key: row[0]})
MATCH (b:Feature {key: row[1]})
// First the features: in a graph that has just been loaded the planner may else begin at all correlations, for each row.
WITH collect([a, b]) AS ends
UNWIND ends AS pair
WITH pair[0] AS a, pair[1] AS b
MATCH (a)-[c:CORRELATES]-(b)
SET c.bridge = true;
