// One feature by layer, set and index
// Its key and label; without a set, that of the first in the order of depth.
// Columns: key, label
:param run => 'demo'
:param layer => 3
:param sae => null
:param index => 0
MATCH (f:Feature {run: $run, layer: $layer, index: $index})
WHERE $sae IS NULL OR f.sae = $sae
RETURN f.key AS key, f.label AS label
ORDER BY f.depth, f.sae
LIMIT 1;
