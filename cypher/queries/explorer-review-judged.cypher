// How many correlations between layers, or sites of one, has somebody judged?
:param run => 'demo'
:param sign => 0
MATCH (v:Review)-[:OF]->(a:Feature {run: $run})-[e:CORRELATES]->(b:Feature)<-[:OF]-(v)
WHERE (e.span > 0 OR a.depth < b.depth) AND ($sign = 0 OR e.sign = $sign)
RETURN count(DISTINCT e) AS judged
LIMIT 1;
