// Removes a run of which nothing else is left, and its model if no other run is of it
// The last step of unloading.
:param run => 'demo'
MATCH (r:Run {id: $run})
OPTIONAL MATCH (r)-[:OF_MODEL]->(m:Model)
WHERE NOT EXISTS { (m)<-[:OF_MODEL]-(other:Run) WHERE other <> r }
DETACH DELETE r, m;
