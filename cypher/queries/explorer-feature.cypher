// What is known about these features, and which communities are they in?
:param keys => ['demo/all-minilm-l6-v2@3-res-batchtopk-4096:650']
:param limit => 1500
MATCH (f:Feature)
WHERE f.key IN $keys
CALL (f) {
  OPTIONAL MATCH (f)-[:MEMBER_OF]->(c:Community)
  WITH c ORDER BY c.level DESC LIMIT 1
  RETURN c.label AS communityLabel, c.size AS communitySize
}
WITH f, f {.key, .model, .hook, .layer, .site, .depth, .index, .sae, .density, .mean, .sd, .max, .rowsActive, .label, .explanation, .explanationSource, .neuronpedia, .bandLow, .bandHigh, .bandBreaks, .community, .pageRank, .strength, degree: COUNT { (f)-[:CORRELATES]-(:Feature) }} AS item, communityLabel, communitySize
RETURN size($keys) AS total, item {.*, communityLabel: communityLabel, communitySize: communitySize} AS item
LIMIT $limit;
