// Writes the places on the map of a batch of features
:param rows => []

UNWIND $rows AS row
MATCH (f:Feature {key: row.key})
SET f.x = row.x, f.y = row.y;
