// Stores what a person says about a pair, in place of what was said before; the pair's first feature is locked meanwhile
:param source => 'demo/all-minilm-l6-v2@1-res-batchtopk-4096:1'
:param target => 'demo/all-minilm-l6-v2@3-res-batchtopk-4096:650'
:param verdict => 'same'
:param note => null
MATCH (a:Feature {key: $source})
MATCH (b:Feature {key: $target, run: a.run})
WHERE a <> b AND EXISTS { (a)-[:CORRELATES]-(b) }
WITH a, b, CASE WHEN a.key < b.key THEN a ELSE b END AS first
SET first.key = first.key
WITH a, b
CALL (a, b) {
  MATCH (a)<-[:OF]-(old:Review)-[:OF]->(b)
  DETACH DELETE old
}
CREATE (v:Review {verdict: $verdict, note: $note, at: datetime()})
CREATE (v)-[:OF]->(a)
CREATE (v)-[:OF]->(b)
RETURN a.key AS source, b.key AS target, v.verdict AS verdict, v.note AS note, toString(v.at) AS at
LIMIT 1;
