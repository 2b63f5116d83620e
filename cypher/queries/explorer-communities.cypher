// How large are the communities, in which layers and sets do they lie, and what are their texts about?
:param run => 'demo'
:param number => null
:param skip => 0
:param limit => 100
MATCH (c:Community {run: $run})
WITH c.level AS level, collect(c) AS found
ORDER BY level DESC LIMIT 1
UNWIND found AS c
WITH found, c WHERE $number IS NULL OR c.number = $number
WITH found, c ORDER BY c.size DESC, c.number SKIP $skip LIMIT $limit
CALL (c) {
  MATCH (f:Feature)-[:MEMBER_OF]->(c)
  WITH f.layer AS layer, f.depth AS depth, f.site AS site, f.sae AS sae, count(*) AS features ORDER BY layer, depth, sae
  WITH layer, sum(features) AS total, collect({layer: layer, depth: depth, site: site, sae: sae, features: features}) AS here
  ORDER BY layer
  RETURN collect({layer: layer, features: total}) AS layers, reduce(sets = [], part IN collect(here) | sets + part) AS sets
}
CALL (c) {
  MATCH (f:Feature)-[:MEMBER_OF]->(c)
  MATCH (f)-[e:FIRES_ON]->(x:Context)
  WHERE e.rank <= 3 AND x.category IS NOT NULL
  WITH x.category AS category, count(*) AS texts ORDER BY texts DESC, category
  WITH collect({category: category, texts: texts}) AS categories, sum(texts) AS texts
  RETURN categories[..5] AS categories, texts
}
RETURN size(found) AS total,
       c {.number, .size, .label, .level, layers: layers, sets: sets, categories: categories, texts: texts} AS item
ORDER BY item.size DESC, item.number LIMIT $limit;
