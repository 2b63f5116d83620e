// Bridges: which strong correlations join different communities?
// Columns: community, feature, otherCommunity, other, r, key, otherKey
:param run => 'demo'
:param atLeast => 0.3
:param limit => 25

MATCH (a:Feature)-[c:CORRELATES]->(b:Feature)
WHERE c.strength >= $atLeast AND a.run = $run AND a.community <> b.community
RETURN a.community AS community, a.label AS feature, b.community AS otherCommunity, b.label AS other, c.r AS r,
       a.key AS key, b.key AS otherKey
ORDER BY c.strength DESC, key, otherKey
LIMIT $limit;
