// How much do two features correlate, from the lower one to the upper?
:param source => 'demo/all-minilm-l6-v2@1-res-batchtopk-4096:1'
:param target => 'demo/all-minilm-l6-v2@3-res-batchtopk-4096:650'
MATCH (:Feature {key: $source})-[e:CORRELATES]->(:Feature {key: $target})
RETURN e.strength AS strength
LIMIT 1;
