// What was loaded last into a run, and how much of everything it has
// A fingerprint of the run's files; absent while loading is under way.
:param run => 'demo'
MATCH (r:Run {id: $run})
RETURN r.loaded AS loaded,
       COUNT { (:Feature {run: $run}) } AS features,
       COUNT { MATCH (f:Feature {run: $run}) WHERE f.site IS NULL } AS withoutSite,
       COUNT { (:Feature {run: $run})-[:CORRELATES]->() } AS relationships,
       COUNT { (:Feature {run: $run})-[:FIRES_ON]->() } AS firings,
       COUNT { (:Context {run: $run}) } AS contexts
LIMIT 1;
