// What are these features called, and how strongly is each active at most?
:param keys => ['demo/all-minilm-l6-v2@3-res-batchtopk-4096:650']
:param limit => 1500
MATCH (f:Feature)
WHERE f.key IN $keys
RETURN size($keys) AS total, f {.key, .model, .layer, .site, .depth, .index, .sae, .label, .max, .density} AS item
LIMIT $limit;
