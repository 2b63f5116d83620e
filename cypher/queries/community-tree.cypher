// Community tree: of which finer communities does each consist?
// Columns: level, number, community, size, finer, largest
:param run => 'demo'
:param limit => 50

MATCH (c:Community {run: $run})<-[:MEMBER_OF]-(f:Feature)-[:MEMBER_OF]->(finer:Community)
WHERE finer.level = c.level - 1
WITH c, finer, count(f) AS features
ORDER BY features DESC, finer.number
WITH c, collect(finer.label + ' (' + toString(features) + ')') AS parts
RETURN c.level AS level, c.number AS number, c.label AS community, c.size AS size, size(parts) AS finer, parts[..6] AS largest
ORDER BY level DESC, number
LIMIT $limit;
