// What did people say about pairs? Newest first
:param run => 'demo'
:param skip => 0
:param limit => 50
MATCH (a:Feature {run: $run})<-[:OF]-(v:Review)-[:OF]->(b:Feature)
WHERE a.layer < b.layer OR a.layer = b.layer AND (a.depth < b.depth OR coalesce(a.depth = b.depth, true) AND a.key < b.key)
WITH v, a, b ORDER BY v.at DESC, a.key, b.key
WITH collect([v, a, b]) AS found
UNWIND found[$skip..$skip + $limit] AS row
WITH found, row[0] AS v, row[1] AS a, row[2] AS b
RETURN size(found) AS total,
       {source: a {.key, .model, .layer, .site, .depth, .index, .sae, .label},
        target: b {.key, .model, .layer, .site, .depth, .index, .sae, .label},
        r: COLLECT { MATCH (a)-[e:CORRELATES]-(b) RETURN e.r LIMIT 1 }[0], verdict: v.verdict, note: v.note,
        at: toString(v.at)} AS item
LIMIT $limit;
