// Keys of the features that correlate with any of the given ones
// These are found first, as for export-edges.
:param keys => []

UNWIND $keys AS key
MATCH (f:Feature {key: key})
WITH collect(f) AS chosen
UNWIND chosen AS f
MATCH (f)-[:CORRELATES]-(other:Feature)
RETURN DISTINCT other.key AS key;
