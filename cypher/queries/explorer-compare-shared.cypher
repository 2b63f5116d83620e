// Which features of other communities correlate with members of both?
:param run => 'demo'
:param a => 0
:param b => 1
:param limit => 20
MATCH (:Feature {run: $run, community: $a})-[e:CORRELATES]-(f:Feature)
WHERE f.community IS NULL OR NOT f.community IN [$a, $b]
WITH f, count(*) AS linksA, max(e.strength) AS toA
MATCH (f)-[e:CORRELATES]-(:Feature {run: $run, community: $b})
WITH f, linksA, toA, count(*) AS linksB, max(e.strength) AS toB
ORDER BY toA * toB DESC, f.layer, f.depth, f.sae, f.index
WITH collect(f {.key, .model, .layer, .site, .depth, .index, .sae, .label, .community, toA: toA, toB: toB, linksA: linksA, linksB: linksB}) AS found
UNWIND found[..$limit] AS item
RETURN size(found) AS total, item
LIMIT $limit;
