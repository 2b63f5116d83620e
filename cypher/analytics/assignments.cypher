// Which community each feature of a run is in
:param run => 'demo'

MATCH (f:Feature {run: $run})
WHERE f.community IS NOT NULL
RETURN f.layer AS layer, f.sae AS sae, f.index AS index, f.community AS community
ORDER BY layer, f.depth, sae, index;
