// How often does this feature take which values? Two bins to each power of two
:param key => 'demo/all-minilm-l6-v2@3-res-batchtopk-4096:650'
MATCH (f:Feature {key: $key})
WHERE f.activations IS NOT NULL
RETURN f.activationsFrom AS from, f.activations AS counts
LIMIT 1;
