// Features of a run with what they move, each effect once, for steering paths in memory
:param run => 'demo'

MATCH (f:Feature {run: $run})
RETURN f.key AS key,
       coalesce(f.depth, 16 * f.layer) AS depth,
       f.community AS community,
       f.sd AS sd,
       COLLECT { MATCH (f)-[m:MOVES]->(other:Feature) RETURN [other.key, m.effect, m.z] } AS hops;
