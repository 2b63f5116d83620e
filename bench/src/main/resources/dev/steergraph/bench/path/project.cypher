// Projects a graph given as lists for GDS: hops inside a layer lead both ways, others upwards
:param graph => 'bench-paths'
:param sources => [0]
:param targets => [1]
:param costs => [0.5]
:param types => ['ACROSS']

UNWIND range(0, size($sources) - 1) AS i
WITH gds.graph.project(
       $graph, $sources[i], $targets[i],
       {relationshipType: $types[i], relationshipProperties: {cost: $costs[i]}},
       {undirectedRelationshipTypes: ['WITHIN']}) AS projected
RETURN projected.relationshipCount AS relationships;
