// What do others say that a feature means?
:param key => 'demo/all-minilm-l6-v2@3-res-batchtopk-4096:650'
:param limit => 20
MATCH (f:Feature {key: $key})<-[:OF]-(e:Explanation)
WITH f, e, reduce(best = -1.0, s IN coalesce(e.scores, []) | CASE WHEN s > best THEN s ELSE best END) AS best
ORDER BY best DESC, e.id LIMIT $limit
RETURN COUNT { (f)<-[:OF]-(:Explanation) } AS total,
       e {.text, .source, .method, .model, scoreNames: coalesce(e.scoreNames, []), scores: coalesce(e.scores, [])} AS item
LIMIT $limit;
