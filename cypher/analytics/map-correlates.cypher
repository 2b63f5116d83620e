// Features of a run, each with its strongest correlates in either direction, for the map
:param run => 'demo'
:param limit => 15

MATCH (f:Feature {run: $run})
WITH f ORDER BY f.layer, f.depth, f.sae, f.index
RETURN f.key AS key,
       COLLECT {
         MATCH (f)-[c:CORRELATES]-(other:Feature)
         RETURN [other.key, c.strength] ORDER BY c.strength DESC, other.layer, other.depth, other.sae, other.index LIMIT $limit
       } AS correlates;
