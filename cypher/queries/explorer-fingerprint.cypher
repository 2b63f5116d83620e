// Has the graph changed since its correlations were last read?
:param run => 'demo'
MATCH (r:Run {id: $run})
RETURN toString(r.createdAt) AS createdAt, r.loaded AS loaded, COUNT { ()-[:CORRELATES]->() } AS edges
LIMIT 1;
