// Projects a run's correlations for GDS, undirected, positive and negative ones as two types, in an order that only the data decides
:param run => 'demo'
:param graph => 'demo-communities'

MATCH (a:Feature {run: $run})-[c:CORRELATES]->(b:Feature {run: $run})
WITH a, b, c ORDER BY a.layer, a.depth, a.sae, a.index, b.layer, b.depth, b.sae, b.index
WITH gds.graph.project(
       $graph, a, b,
       {
         relationshipType: CASE WHEN c.r > 0 THEN 'POSITIVE' ELSE 'NEGATIVE' END,
         relationshipProperties: {strength: c.strength}
       },
       {undirectedRelationshipTypes: ['*']}) AS projected,
     sum(CASE WHEN c.r > 0 THEN 1 ELSE 0 END) AS positive,
     count(c) AS hops
RETURN positive, hops;
