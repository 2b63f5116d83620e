// Removes a run's communities and every property that was computed with them
:param run => 'demo'

MATCH (f:Feature {run: $run})
SET f.community = null, f.communityPath = null, f.pageRank = null, f.degree = 0, f.strength = 0.0;

MATCH (c:Community {run: $run})
DETACH DELETE c;
