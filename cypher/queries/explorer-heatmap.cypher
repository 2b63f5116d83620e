// How do two layers correlate, by community of either end?
:param run => 'demo'
:param la => 1
:param lb => 3
:param metric => 'r'
:param limit => 50000
MATCH (a:Feature {run: $run, layer: $la})-[e:CORRELATES]-(b:Feature {run: $run, layer: $lb})
WITH a.community AS a, b.community AS b, count(*) AS ends, avg(CASE $metric WHEN 'mi' THEN e.mi ELSE e.r END) AS mean,
     max(e.strength) AS strongest
RETURN a, b, CASE WHEN $la = $lb AND a = b THEN ends / 2 ELSE ends END AS pairs, mean, strongest
ORDER BY a, b LIMIT $limit;
