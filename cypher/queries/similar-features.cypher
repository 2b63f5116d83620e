// Similar features: whose place in the graph is most like a feature's, correlated with it or not?
// FastRP embeddings (Chen et al. 2019) of the positive correlations by GDS, then the nearest by cosine: exact, no index.
// Without a key: the run's feature with the largest sum of |r|.
// Columns: to, layer, site, feature, similarity, r, sameCommunity, key
:param run => 'demo'
:param key => null
:param limit => 15

MATCH (a:Feature {run: $run})-[c:CORRELATES]->(b:Feature {run: $run})
WHERE c.r > 0
WITH a, b, c ORDER BY a.layer, a.depth, a.sae, a.index, b.layer, b.depth, b.sae, b.index
WITH gds.graph.project('similar-' + randomUUID(), a, b,
       {relationshipProperties: {strength: c.strength}}, {undirectedRelationshipTypes: ['*']}) AS projected
CALL gds.fastRP.stream(projected.graphName, {
  relationshipWeightProperty: 'strength',
  embeddingDimension: 256,
  iterationWeights: [0.0, 1.0, 1.0, 0.5],
  randomSeed: 7,
  concurrency: 4
})
YIELD nodeId, embedding
WITH projected, collect({feature: gds.util.asNode(nodeId), embedding: embedding}) AS all
CALL gds.graph.drop(projected.graphName) YIELD graphName
CALL () {
  MATCH (f:Feature {run: $run})
  WHERE $key IS NULL OR f.key = $key
  MATCH (f)-[c:CORRELATES]-(:Feature)
  WITH f, sum(c.strength) AS strength
  ORDER BY strength DESC, f.key
  LIMIT 1
  RETURN f
}
WITH f, all, [x IN all WHERE x.feature = f][0].embedding AS own
UNWIND all AS other
WITH f, own, other.feature AS g, gds.similarity.cosine(own, other.embedding) AS similarity
WHERE g <> f AND own IS NOT NULL
WITH f, g, similarity
ORDER BY similarity DESC, g.key
LIMIT $limit
RETURN f.label AS to, g.layer AS layer, g.site AS site, g.label AS feature, similarity,
       COLLECT { MATCH (f)-[c:CORRELATES]-(x) WHERE x = g RETURN c.r }[0] AS r,
       f.community = g.community AS sameCommunity, g.key AS key
ORDER BY similarity DESC, key
LIMIT $limit;
