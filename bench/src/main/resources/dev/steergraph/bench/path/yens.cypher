// The k cheapest paths by GDS
:param graph => 'bench-paths'
:param source => 0
:param target => 1
:param k => 10
:param concurrency => 4

CALL gds.shortestPath.yens.stream($graph, {
  sourceNode: $source, targetNode: $target, k: $k, relationshipWeightProperty: 'cost', concurrency: $concurrency
})
YIELD totalCost
RETURN totalCost
ORDER BY totalCost;
