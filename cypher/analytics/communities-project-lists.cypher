// Projects a graph given as lists of ends and weights for GDS, undirected
:param graph => 'null-communities'
:param sources => [0]
:param targets => [1]
:param weights => [0.5]

UNWIND range(0, size($sources) - 1) AS i
WITH gds.graph.project(
       $graph, $sources[i], $targets[i],
       {relationshipType: 'POSITIVE', relationshipProperties: {strength: $weights[i]}},
       {undirectedRelationshipTypes: ['*']}) AS projected
RETURN projected.relationshipCount AS relationships;
