// The strongest pairs across layers, or sites of one layer, with the texts on which either fires most
:param run => 'demo'
:param pairs => 20
:param contexts => 5

MATCH (a:Feature {run: $run})-[c:CORRELATES]->(b:Feature)
WHERE c.span > 0 OR a.depth < b.depth
WITH a, b, c.r AS r, c.mi AS mi, c.n11 AS rows, c.documents AS documents, c.strength AS strength
ORDER BY strength DESC, a.key, b.key
LIMIT $pairs
RETURN r, mi, rows, documents,
       [f IN [a, b] | f {.key, .layer, .sae, .index, .label, .density, .max, .community}] AS features,
       [f IN [a, b] | COLLECT {
         MATCH (f)-[e:FIRES_ON]->(x:Context)
         WHERE e.rank <= $contexts
         RETURN {document: x.document, category: x.category, tokens: x.tokens, activations: e.activations, value: e.value}
         ORDER BY e.rank
       }] AS contexts
ORDER BY strength DESC, a.key, b.key;
