// The run and its model
// Loaded is emptied first: it is set again when everything is in.
:param run => 'demo'
:param model => 'all-minilm-l6-v2'
:param dModel => 384
:param layers => 6
:param properties => {}
MERGE (m:Model {id: $model})
SET m.dModel = $dModel, m.layers = $layers
MERGE (r:Run {id: $run})
SET r = $properties
MERGE (r)-[:OF_MODEL]->(m);
