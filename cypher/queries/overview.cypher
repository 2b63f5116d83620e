// Overview: how many features and correlations within and between which layers?
// Each dictionary of a layer by itself, where it has several.
// Columns: layer, site, set, otherLayer, otherSite, otherSet, correlations, negative, meanStrength, strongest, features, otherFeatures
:param run => 'demo'
:param limit => 100

MATCH (a:Feature {run: $run})-[c:CORRELATES]->(b:Feature)
WITH a.layer AS layer, a.depth AS depth, a.site AS site, a.sae AS set,
     b.layer AS otherLayer, b.depth AS otherDepth, b.site AS otherSite, b.sae AS otherSet, count(c) AS correlations,
     sum(CASE WHEN c.r < 0 THEN 1 ELSE 0 END) AS negative, avg(c.strength) AS meanStrength,
     max(c.strength) AS strongest, count(DISTINCT a) AS features, count(DISTINCT b) AS otherFeatures
ORDER BY layer, depth, set, otherLayer, otherDepth, otherSet
LIMIT $limit
RETURN layer, site, set, otherLayer, otherSite, otherSet, correlations, negative, meanStrength, strongest, features, otherFeatures;
