// PageRank over all correlations weighted by strength
:param graph => 'demo-communities'
:param concurrency => 1

CALL gds.pageRank.mutate($graph, {
  relationshipWeightProperty: 'strength',
  maxIterations: 100,
  tolerance: 1e-9,
  concurrency: $concurrency,
  mutateProperty: 'pageRank'
})
YIELD nodePropertiesWritten
RETURN nodePropertiesWritten;
