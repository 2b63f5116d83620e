// Features of a run with their correlations, each correlation once, for steering paths in memory
:param run => 'demo'

MATCH (f:Feature {run: $run})
RETURN f.key AS key,
       f.layer AS layer,
       f.community AS community,
       f.sd AS sd,
       COLLECT { MATCH (f)-[c:CORRELATES]->(other:Feature) RETURN [other.key, c.r, c.mi] } AS hops;
