// Each projected feature's communities, finest level first
:param graph => 'demo-communities'

CALL gds.graph.nodeProperty.stream($graph, 'levels') YIELD nodeId, propertyValue
RETURN nodeId, propertyValue AS levels;
