// What was computed for each projected feature, in an order that only the data decides
:param graph => 'demo-structure'

CALL gds.graph.nodeProperties.stream($graph, ['component', 'core', 'betweenness', 'articulation'])
YIELD nodeId, nodeProperty, propertyValue
WITH nodeId, collect([nodeProperty, propertyValue]) AS found
WITH gds.util.asNode(nodeId) AS f, found
RETURN f.key AS key,
       [x IN found WHERE x[0] = 'component'][0][1] AS component,
       [x IN found WHERE x[0] = 'core'][0][1] AS core,
       [x IN found WHERE x[0] = 'betweenness'][0][1] AS betweenness,
       [x IN found WHERE x[0] = 'articulation'][0][1] AS articulation
ORDER BY f.layer, f.depth, f.sae, f.index;
