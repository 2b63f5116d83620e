// Which selections of features are kept of a run? By name
:param run => 'demo'
:param skip => 0
:param limit => 50
MATCH (s:Selection {run: $run})
WITH s ORDER BY toLower(s.name), s.name
WITH collect(s) AS found
UNWIND found[$skip..$skip + $limit] AS s
RETURN size(found) AS total,
       {name: s.name, note: s.note, features: COLLECT { MATCH (s)-[h:HOLDS]->(f:Feature) RETURN f.key ORDER BY h.position },
        createdAt: toString(s.createdAt), updatedAt: toString(s.updatedAt)} AS item
LIMIT $limit;
