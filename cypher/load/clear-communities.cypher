// Removes communities of a run, a batch of them; repeat until none is left
// They belong to the correlations that are replaced.
:param run => 'demo'
:param limit => 2000
MATCH (c:Community {run: $run})
WITH c LIMIT $limit
DETACH DELETE c
RETURN count(*) AS removed;
