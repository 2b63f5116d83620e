// Which runs does the graph hold, and how large are they?
:param limit => 50
MATCH (r:Run)
WITH r ORDER BY r.createdAt DESC, r.id LIMIT $limit
CALL (r) {
  MATCH (f:Feature {run: r.id})
  WITH f.layer AS layer, f.depth AS depth, f.site AS site, f.sae AS sae, count(*) AS features,
       sum(COUNT { (f)-[:CORRELATES]->() }) AS edges
  ORDER BY layer, depth, sae
  RETURN collect({layer: layer, depth: depth, site: site, sae: sae, features: features}) AS sets, sum(features) AS features, sum(edges) AS edges
}
CALL (r) {
  OPTIONAL MATCH (c:Community {run: r.id})
  WITH c.level AS level, count(c) AS communities ORDER BY level DESC LIMIT 1
  RETURN communities
}
RETURN COUNT { (:Run) } AS total,
       r {.id, .model, createdAt: toString(r.createdAt), .rows, .threshold, .documents, .minDocuments, .outliers,
          sets: sets, features: features, edges: edges, communities: communities} AS item
ORDER BY item.createdAt DESC, item.id LIMIT $limit;
