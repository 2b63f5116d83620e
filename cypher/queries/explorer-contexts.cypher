// In which texts does a feature fire most?
:param key => 'demo/all-minilm-l6-v2@3-res-batchtopk-4096:650'
:param limit => 20
MATCH (f:Feature {key: $key})-[e:FIRES_ON]->(c:Context)
WITH f, e, c ORDER BY e.rank LIMIT $limit
RETURN COUNT { (f)-[:FIRES_ON]->() } AS total,
       e {.rank, .value, .token, .activations, document: c.document, text: c.text, tokens: c.tokens, category: c.category} AS item
ORDER BY item.rank LIMIT $limit;
