// Removes correlations of a run, a batch of them; repeat until none is left
// What an earlier or an interrupted load left behind.
:param run => 'demo'
:param limit => 20000
MATCH (:Feature {run: $run})-[c:CORRELATES]->()
WITH c LIMIT $limit
DELETE c
RETURN count(*) AS removed;
