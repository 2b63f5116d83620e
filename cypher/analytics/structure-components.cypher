// Weakly connected components of a projected graph
:param graph => 'demo-structure'
:param concurrency => 4

CALL gds.wcc.mutate($graph, {concurrency: $concurrency, mutateProperty: 'component'}) YIELD componentCount
RETURN componentCount AS components;
