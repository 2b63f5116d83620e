// Labels of features, in the order given
// What a list of keys stands for.
// Columns: key, label
:param keys => []
UNWIND range(0, size($keys) - 1) AS place
MATCH (f:Feature {key: $keys[place]})
RETURN f.key AS key, f.label AS label
ORDER BY place
LIMIT 1000;
