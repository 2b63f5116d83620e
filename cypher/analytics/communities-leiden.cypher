// Leiden on the positive correlations weighted by strength, every level kept (Traag, Waltman, van Eck 2019)
:param graph => 'demo-communities'
:param property => 'levels'
:param gamma => 1.0
:param seed => 7
:param maxLevels => 10
:param concurrency => 1

CALL gds.leiden.mutate($graph, {
  relationshipTypes: ['POSITIVE'],
  relationshipWeightProperty: 'strength',
  gamma: $gamma,
  randomSeed: $seed,
  maxLevels: $maxLevels,
  concurrency: $concurrency,
  includeIntermediateCommunities: true,
  mutateProperty: $property
})
YIELD modularity
RETURN modularity;
