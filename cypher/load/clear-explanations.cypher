// Removes explanations of a run's features, a batch of them; repeat until none is left
// All, when the whole run is removed; otherwise those whose features are gone: loading a run again keeps the others.
:param run => 'demo'
:param all => false
:param limit => 2000
MATCH (e:Explanation {run: $run})
WHERE $all OR NOT (e)-[:OF]->()
WITH e LIMIT $limit
DETACH DELETE e
RETURN count(*) AS removed;
