// How many labels a run has of what was loaded last, and of anything else
// Loaded is the fingerprint of the labels' file and of the features that it was loaded with.
:param run => 'demo'
:param loaded => ''
MATCH (l:Label {run: $run})
RETURN count(CASE WHEN l.loaded = $loaded THEN 1 END) AS same, count(CASE WHEN l.loaded <> $loaded THEN 1 END) AS others,
       sum(COUNT { (l)-[:CORRELATES]->(:Feature) }) AS correlations
LIMIT 1;
