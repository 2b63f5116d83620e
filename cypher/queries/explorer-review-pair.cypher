// Do these two features of one run correlate?
:param source => 'demo/all-minilm-l6-v2@1-res-batchtopk-4096:1'
:param target => 'demo/all-minilm-l6-v2@3-res-batchtopk-4096:650'
MATCH (a:Feature {key: $source})
MATCH (b:Feature {key: $target, run: a.run})
RETURN EXISTS { (a)-[:CORRELATES]-(b) } AS correlated
LIMIT 1;
