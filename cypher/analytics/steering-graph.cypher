// Features of a run with their correlations, each correlation once, for steering paths in memory
// Depth is that of the layer where the graph was loaded before features had a site: then each layer had only one.
:param run => 'demo'

MATCH (f:Feature {run: $run})
RETURN f.key AS key,
       coalesce(f.depth, 16 * f.layer) AS depth,
       f.community AS community,
       f.sd AS sd,
       COLLECT { MATCH (f)-[c:CORRELATES]->(other:Feature) RETURN [other.key, c.r, c.mi] } AS hops;
