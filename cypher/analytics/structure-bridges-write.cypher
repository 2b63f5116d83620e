// Marks a batch of correlations as bridges
// Each row is the keys of both ends.
:param rows => []

UNWIND $rows AS row
MATCH (:Feature {key: row[0]})-[c:CORRELATES]-(:Feature {key: row[1]})
SET c.bridge = true;
