// Every correlation of a run with the layers of its ends
:param run => 'demo'

MATCH (a:Feature {run: $run})-[c:CORRELATES]->(b:Feature)
RETURN a.key AS source, a.layer AS sourceLayer, b.key AS target, b.layer AS targetLayer, c.r AS r;
