// Removes the marks of a run's bridges
:param run => 'demo'

MATCH (:Feature {run: $run})-[c:CORRELATES {bridge: true}]->()
REMOVE c.bridge;
