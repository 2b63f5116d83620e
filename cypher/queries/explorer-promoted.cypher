// Which tokens does a feature promote and suppress most?
:param key => 'demo/all-minilm-l6-v2@3-res-batchtopk-4096:650'
MATCH (f:Feature {key: $key})
RETURN coalesce(f.topTokens, []) AS topTokens, coalesce(f.topLogits, []) AS topLogits,
       coalesce(f.bottomTokens, []) AS bottomTokens, coalesce(f.bottomLogits, []) AS bottomLogits
LIMIT 1;
