// Sets: which dictionaries does a run hold, and at which sites?
// In the order of depth; depth and site are null in a graph that was loaded before there were any.
// Columns: layer, site, set, features, depth
:param run => 'demo'
:param limit => 1000

MATCH (f:Feature {run: $run})
RETURN f.layer AS layer, f.site AS site, f.sae AS set, count(*) AS features, f.depth AS depth
ORDER BY layer, depth, set
LIMIT $limit;
