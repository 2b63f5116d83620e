// The k-core to which each projected node belongs at most
:param graph => 'demo-structure'
:param concurrency => 4

CALL gds.kcore.mutate($graph, {concurrency: $concurrency, mutateProperty: 'core'}) YIELD degeneracy
RETURN degeneracy;
