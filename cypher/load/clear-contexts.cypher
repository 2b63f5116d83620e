// Removes contexts of a run with their firings, a batch of them; repeat until none is left
// What an earlier or an interrupted load left behind.
:param run => 'demo'
:param limit => 2000
MATCH (c:Context)
WHERE c.run = $run
WITH c LIMIT $limit
DETACH DELETE c
RETURN count(*) AS removed;
