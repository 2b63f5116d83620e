// Keys of features by the ids of their nodes
:param ids => []

MATCH (f:Feature)
WHERE elementId(f) IN $ids
RETURN elementId(f) AS id, f.key AS key;
