// Removes the selections that people keep of a run's features, a batch of them; repeat until none is left
// Only when the whole run is removed: loading it again keeps them.
:param run => 'demo'
:param limit => 2000
MATCH (s:Selection {run: $run})
WITH s LIMIT $limit
DETACH DELETE s
RETURN count(*) AS removed;
