// Removes what an earlier computation of a run's structure wrote
:param run => 'demo'

MATCH (f:Feature {run: $run})
SET f.component = null, f.core = null, f.betweenness = null, f.articulation = null;
