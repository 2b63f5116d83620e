// Has the graph changed since its correlations were last read?
:param run => 'demo'
MATCH (r:Run {id: $run})
RETURN toString(r.createdAt) AS createdAt, r.loaded AS loaded, r.effects AS effects, COUNT { ()-[:CORRELATES]->() } AS edges
LIMIT 1;
