// Which effects were loaded last into a run, and how many there are
// A fingerprint of the files; absent where none were measured, and while loading is under way.
:param run => 'demo'
MATCH (r:Run {id: $run})
RETURN r.effects AS effects,
       COUNT { (:Feature {run: $run})-[:MOVES]->() } AS moves
LIMIT 1;
