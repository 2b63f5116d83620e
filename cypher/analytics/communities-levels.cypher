// Each projected feature's communities, finest level first
:param graph => 'demo-communities'
:param property => 'levels'

CALL gds.graph.nodeProperty.stream($graph, $property) YIELD nodeId, propertyValue
RETURN nodeId, propertyValue AS levels;
