// How often do people find that correlated features stand for the same thing, by tenths of |r|?
:param run => 'demo'
MATCH (a:Feature {run: $run})-[e:CORRELATES]->(b:Feature)
MATCH (a)<-[:OF]-(v:Review)-[:OF]->(b)
WITH CASE WHEN e.strength >= 1 THEN 9 ELSE toInteger(floor(e.strength * 10)) END AS band, v.verdict AS verdict, count(*) AS times
RETURN band, verdict, times
ORDER BY band, verdict LIMIT 100;
