// Removes people's reviews of a run's features, a batch of them; repeat until none is left
// Only when the whole run is removed: loading it again keeps them.
:param run => 'demo'
:param limit => 2000
MATCH (v:Review)-[:OF]->(:Feature {run: $run})
WITH DISTINCT v LIMIT $limit
DETACH DELETE v
RETURN count(*) AS removed;
