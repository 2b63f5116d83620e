// Features of a run count as not steered any more, a batch of them; repeat until none is left
// When effects were measured again: others may have been steered before.
:param run => 'demo'
:param limit => 20000
MATCH (f:Feature {run: $run})
WHERE f.steered IS NOT NULL
WITH f LIMIT $limit
REMOVE f.steered, f.raised, f.lowered
RETURN count(*) AS removed;
