// Removes labels of a run's documents with their correlations, a batch of them; repeat until none is left
// What an earlier or an interrupted load left behind.
:param run => 'demo'
:param limit => 2000
MATCH (l:Label {run: $run})
WITH l LIMIT $limit
DETACH DELETE l
RETURN count(*) AS removed;
