// Betweenness from a sample of sources, all of them if there are no more (Brandes 2001; Brandes, Pich 2007); on one thread, so that sums are the same every time
:param graph => 'demo-structure'
:param sources => 1000
:param seed => 7
:param concurrency => 1

CALL gds.betweenness.mutate($graph, {
  samplingSize: $sources,
  samplingSeed: $seed,
  concurrency: $concurrency,
  mutateProperty: 'betweenness'
})
YIELD nodePropertiesWritten
RETURN nodePropertiesWritten;
