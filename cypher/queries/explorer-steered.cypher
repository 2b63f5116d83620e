// Was a feature steered to measure its effects, and which tokens did that raise and lower most?
:param key => 'demo/all-minilm-l6-v2@3-res-batchtopk-4096:650'
MATCH (f:Feature {key: $key})
WHERE f.steered IS NOT NULL
RETURN f.steered AS strength, coalesce(f.raised, []) AS raised, coalesce(f.lowered, []) AS lowered
LIMIT 1;
