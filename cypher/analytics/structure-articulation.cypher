// Projected nodes without which their component falls apart
:param graph => 'demo-structure'

CALL gds.articulationPoints.mutate($graph, {mutateProperty: 'articulation'}) YIELD articulationPointCount
RETURN articulationPointCount;
