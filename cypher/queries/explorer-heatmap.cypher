// How do two layers, or sets of them, correlate, by community of either end?
:param run => 'demo'
:param la => 1
:param lb => 3
:param siteA => null
:param siteB => null
:param setA => null
:param setB => null
:param metric => 'r'
:param limit => 50000
MATCH (a:Feature {run: $run, layer: $la})-[e:CORRELATES]-(b:Feature {run: $run, layer: $lb})
WHERE ($siteA IS NULL OR a.site = $siteA) AND ($setA IS NULL OR a.sae = $setA)
  AND ($siteB IS NULL OR b.site = $siteB) AND ($setB IS NULL OR b.sae = $setB)
WITH DISTINCT a.community AS a, b.community AS b, e
RETURN a, b, count(*) AS pairs, avg(CASE $metric WHEN 'mi' THEN e.mi ELSE e.r END) AS mean, max(e.strength) AS strongest
ORDER BY a, b LIMIT $limit;
