// Forgets a projected graph
:param graph => 'demo-communities'

CALL gds.graph.drop($graph, false) YIELD graphName
RETURN graphName;
