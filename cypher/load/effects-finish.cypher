// Marks a run's effects as completely loaded
// The last step of loading them; null where there are none.
:param run => 'demo'
:param effects => null
MATCH (r:Run {id: $run})
SET r.effects = $effects;
