// Removes effects of a run's features on others, a batch of them; repeat until none is left
// What an earlier or an interrupted load left behind.
:param run => 'demo'
:param limit => 20000
MATCH (:Feature {run: $run})-[m:MOVES]->()
WITH m LIMIT $limit
DELETE m
RETURN count(*) AS removed;
