// Which map does a run have, and how faithful is it?
:param run => 'demo'
MATCH (r:Run {id: $run})
RETURN r.id AS run, r.model AS model, toString(r.createdAt) AS createdAt, toString(r.mapAt) AS mapAt,
       r.mapNearest AS nearest, r.mapRandom AS random,
       coalesce(r.mapIsolated, 0) AS isolated, COUNT { MATCH (f:Feature {run: $run}) WHERE f.x IS NOT NULL } AS total
LIMIT 1;
