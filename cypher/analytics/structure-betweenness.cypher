// Betweenness from a sample of sources, all of them if there are no more (Brandes 2001; Brandes, Pich 2007)
:param graph => 'demo-structure'
:param sources => 1000
:param seed => 7
:param concurrency => 4

CALL gds.betweenness.mutate($graph, {
  samplingSize: $sources,
  samplingSeed: $seed,
  concurrency: $concurrency,
  mutateProperty: 'betweenness'
})
YIELD nodePropertiesWritten
RETURN nodePropertiesWritten;
