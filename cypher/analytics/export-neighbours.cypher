// Keys of the features that correlate with any of the given ones
:param keys => []

UNWIND $keys AS key
MATCH (:Feature {key: key})-[:CORRELATES]-(other:Feature)
RETURN DISTINCT other.key AS key;
