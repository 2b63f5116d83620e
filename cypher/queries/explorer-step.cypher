// One step out from a set of features: whom do they reach, and with which product of |r| at best?
:param keys => ['demo/all-minilm-l6-v2@3-res-batchtopk-4096:650']
:param products => [1.0]
:param seen => ['demo/all-minilm-l6-v2@3-res-batchtopk-4096:650']
:param minAbsR => 0.2
:param sign => 0
:param limit => 100
UNWIND range(0, size($keys) - 1) AS i
MATCH (f:Feature {key: $keys[i]})
// First the features: in a graph that has just been loaded the planner may else begin at all correlations, for each key.
WITH collect({f: f, product: $products[i]}) AS reached
UNWIND reached AS one
WITH one.f AS f, one.product AS before
MATCH (f)-[e:CORRELATES]-(g:Feature)
WHERE e.strength >= $minAbsR AND ($sign = 0 OR e.sign = $sign)
WITH g, max(before * e.strength) AS product
WHERE NOT g.key IN $seen
WITH g, product ORDER BY product DESC, g.layer, g.depth, g.sae, g.index
WITH collect({g: g, product: product}) AS found
UNWIND found[..$limit] AS row
RETURN size(found) AS total, row.g.key AS key, row.product AS product
LIMIT $limit;
