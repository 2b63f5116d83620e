// The projected features, what they are and how central they are
:param graph => 'demo-communities'

CALL gds.graph.nodeProperty.stream($graph, 'pageRank') YIELD nodeId, propertyValue
WITH nodeId, propertyValue AS pageRank, gds.util.asNode(nodeId) AS f
RETURN nodeId,
       f.key AS key,
       f.layer AS layer,
       f.sae AS sae,
       f.index AS index,
       f.label AS label,
       pageRank,
       COUNT { (f)-[:CORRELATES]-(:Feature) } AS degree,
       reduce(sum = 0.0, s IN COLLECT { MATCH (f)-[c:CORRELATES]-(:Feature) RETURN c.strength ORDER BY c.strength } | sum + s) AS strength
ORDER BY f.layer, f.depth, f.sae, f.index;
