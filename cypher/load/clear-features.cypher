// Removes features of a run that belong to none of the given SAEs, a batch of them; repeat until none is left
// Each set is [layer, sae, d_sae]; features that stay keep what people attached to them.
:param run => 'demo'
:param sets => []
:param limit => 2000
MATCH (f:Feature {run: $run})
WHERE NOT any(s IN $sets WHERE f.layer = s[0] AND f.sae = s[1] AND f.index < s[2])
WITH f LIMIT $limit
DETACH DELETE f
RETURN count(*) AS removed;
