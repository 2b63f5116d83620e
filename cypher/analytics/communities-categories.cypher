// How often each community's members fire on contexts of each category
:param run => 'demo'

MATCH (f:Feature {run: $run})-[:FIRES_ON]->(c:Context)
WHERE c.category IS NOT NULL
RETURN f.community AS community, c.category AS category, count(*) AS contexts;
