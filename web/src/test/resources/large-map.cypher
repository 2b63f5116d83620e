// A large run for its map alone: 65,536 features of four layers in 512 clusters, each with its place
MERGE (m:Model {id: 'large-model'}) SET m.dModel = 2304, m.layers = 26
MERGE (r:Run {id: 'large'})
SET r.model = 'large-model', r.rows = 1000000, r.threshold = 0.3, r.documents = 8000, r.minDocuments = 5,
    r.createdAt = '2026-02-01T10:00:00Z', r.mapAt = '2026-02-01T11:00:00Z', r.mapNearest = 0.6, r.mapRandom = 0.001
MERGE (r)-[:OF_MODEL]->(m);

UNWIND range(0, 65535) AS i
CALL (i) {
  WITH i, [6, 12, 18, 24][i / 16384] AS layer, i % 512 AS cluster
  CREATE (:Feature {
    key: 'large/large-model@' + layer + '-res-16k:' + (i % 16384), run: 'large', model: 'large-model',
    hook: 'blocks.' + layer + '.hook_resid_post', layer: layer, index: i % 16384, sae: 'res-16k',
    density: 0.0001 * (1 + cluster % 40), mean: 0.01, sd: 0.2, max: 3.0, rowsActive: 100, label: 'cluster ' + cluster,
    community: cluster, communityPath: [cluster],
    x: 20 * sqrt(cluster / 512.0) * cos(cluster * 2.39996) + 0.7 * sqrt(rand()) * cos(6.2832 * rand()),
    y: 20 * sqrt(cluster / 512.0) * sin(cluster * 2.39996) + 0.7 * sqrt(rand()) * sin(6.2832 * rand())})
} IN TRANSACTIONS OF 8192 ROWS;
