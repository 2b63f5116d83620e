// Takes back what was said about a pair
:param source => 'demo/all-minilm-l6-v2@1-res-batchtopk-4096:1'
:param target => 'demo/all-minilm-l6-v2@3-res-batchtopk-4096:650'
MATCH (:Feature {key: $source})<-[:OF]-(v:Review)-[:OF]->(:Feature {key: $target})
WITH collect(DISTINCT v) AS found
FOREACH (v IN found | DETACH DELETE v)
RETURN size(found) AS removed
LIMIT 1;
