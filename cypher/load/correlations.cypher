// How many correlations the database holds
// Of all runs; Neo4j keeps this number, so it costs nothing.
MATCH ()-[c:CORRELATES]->()
RETURN count(c) AS correlations
LIMIT 1;
