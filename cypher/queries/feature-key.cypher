// One feature by layer and index
// Its key and label.
// Columns: key, label
:param run => 'demo'
:param layer => 3
:param index => 0
MATCH (f:Feature {run: $run, layer: $layer, index: $index})
RETURN f.key AS key, f.label AS label
LIMIT 1;
