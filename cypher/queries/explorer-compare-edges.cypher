// Which correlations join two communities?
:param run => 'demo'
:param a => 0
:param b => 1
:param limit => 20
MATCH (a:Feature {run: $run, community: $a})-[e:CORRELATES]-(b:Feature {run: $run, community: $b})
WITH a, e, b ORDER BY e.strength DESC, a.key, b.key
WITH collect([a, e, b]) AS found, sum(CASE WHEN e.r > 0 THEN 1 ELSE 0 END) AS positive
UNWIND found[..$limit] AS pair
WITH found, positive, pair[0] AS a, pair[1] AS e, pair[2] AS b
RETURN size(found) AS total, positive,
       {source: a {.key, .model, .layer, .site, .depth, .index, .sae, .label},
        target: b {.key, .model, .layer, .site, .depth, .index, .sae, .label},
        r: e.r, mi: e.mi, n11: e.n11, documents: e.documents} AS item
LIMIT $limit;
