// How many correlations of a run are positive
:param run => 'demo'

MATCH (:Feature {run: $run})-[c:CORRELATES]->(:Feature)
WHERE c.r > 0
RETURN count(c) AS correlations;
