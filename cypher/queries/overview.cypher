// Overview: how many features and correlations within and between which layers?
// Columns: layer, otherLayer, correlations, negative, meanStrength, strongest, features, otherFeatures
:param run => 'demo'
:param limit => 100

MATCH (a:Feature {run: $run})-[c:CORRELATES]->(b:Feature)
RETURN a.layer AS layer, b.layer AS otherLayer, count(c) AS correlations,
       sum(CASE WHEN c.r < 0 THEN 1 ELSE 0 END) AS negative, avg(c.strength) AS meanStrength,
       max(c.strength) AS strongest, count(DISTINCT a) AS features, count(DISTINCT b) AS otherFeatures
ORDER BY layer, otherLayer
LIMIT $limit;
