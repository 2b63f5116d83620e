// Keeps features under a name, in place of what was kept under the name that they had; the run is locked meanwhile
// Nothing comes back if no selection has the former name, or another one has the new name.
:param run => 'demo'
:param was => null
:param name => 'rivers'
:param note => null
:param keys => ['demo/all-minilm-l6-v2@1-res-batchtopk-4096:1', 'demo/all-minilm-l6-v2@3-res-batchtopk-4096:650']
MATCH (r:Run {id: $run})
SET r.id = r.id
WITH r
WHERE ($was IS NULL OR EXISTS { (:Selection {run: $run, name: $was}) })
  AND ($name = $was OR NOT EXISTS { (:Selection {run: $run, name: $name}) })
MERGE (s:Selection {run: $run, name: coalesce($was, $name)})
ON CREATE SET s.createdAt = datetime()
SET s.name = $name, s.note = $note, s.updatedAt = datetime()
WITH s
CALL (s) {
  MATCH (s)-[old:HOLDS]->()
  DELETE old
}
CALL (s) {
  UNWIND range(0, size($keys) - 1) AS i
  MATCH (f:Feature {key: $keys[i]})
  CREATE (s)-[:HOLDS {position: i}]->(f)
}
RETURN s.name AS name, s.note AS note, COLLECT { MATCH (s)-[h:HOLDS]->(f:Feature) RETURN f.key ORDER BY h.position } AS features,
       toString(s.createdAt) AS createdAt, toString(s.updatedAt) AS updatedAt
LIMIT 1;
