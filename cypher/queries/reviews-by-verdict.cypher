// Reviews by verdict: what did people say about which pairs?
// Columns: verdict, layer, site, feature, otherLayer, otherSite, other, r, note, at, key, otherKey
:param limit => 100

MATCH (v:Review)-[:OF]->(a:Feature)
MATCH (v)-[:OF]->(b:Feature)
WHERE a.layer < b.layer OR a.layer = b.layer AND (a.depth < b.depth OR coalesce(a.depth = b.depth, true) AND a.key < b.key)
RETURN v.verdict AS verdict, a.layer AS layer, a.site AS site, a.label AS feature, b.layer AS otherLayer, b.site AS otherSite,
       b.label AS other, COLLECT { MATCH (a)-[c:CORRELATES]-(x) WHERE x = b RETURN c.r }[0] AS r, v.note AS note,
       toString(v.at) AS at, a.key AS key, b.key AS otherKey
ORDER BY verdict, abs(r) DESC, key, otherKey
LIMIT $limit;
