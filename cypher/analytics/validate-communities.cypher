// What a run's communities are called
:param run => 'demo'

MATCH (c:Community {run: $run})
WITH c.level AS level, collect(c) AS communities
ORDER BY level DESC
LIMIT 1
UNWIND communities AS c
RETURN c.number AS number, c.label AS label, c.size AS size
ORDER BY number;
