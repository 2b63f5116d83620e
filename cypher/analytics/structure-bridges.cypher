// Correlations of a projected graph without which their component falls apart, as the keys of both ends
:param graph => 'demo-structure'

CALL gds.bridges.stream($graph) YIELD from, to
RETURN gds.util.asNode(from).key AS one, gds.util.asNode(to).key AS other
ORDER BY one, other;
