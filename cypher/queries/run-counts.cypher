// What a run holds in this database
// Features, correlations and contexts, counted.
// Columns: features, relationships, contexts
:param run => 'demo'
MATCH (r:Run {id: $run})
RETURN COUNT { (:Feature {run: $run}) } AS features,
       COUNT { (:Feature {run: $run})-[:CORRELATES]->() } AS relationships,
       COUNT { (:Context {run: $run}) } AS contexts
LIMIT 1;
