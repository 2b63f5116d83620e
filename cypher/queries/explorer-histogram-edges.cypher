// How is a number of correlations distributed? Of all of them, or of those with an end in one place
:param run => 'demo'
:param metric => 'r'
:param bins => 40
:param layer => null
:param site => null
:param set => null
MATCH (a:Feature {run: $run})-[e:CORRELATES]->(b)
WHERE ($layer IS NULL OR a.layer = $layer) AND ($site IS NULL OR a.site = $site) AND ($set IS NULL OR a.sae = $set)
   OR ($layer IS NULL OR b.layer = $layer) AND ($site IS NULL OR b.site = $site) AND ($set IS NULL OR b.sae = $set)
WITH CASE $metric WHEN 'mi' THEN e.mi ELSE e.r END AS v
WHERE v IS NOT NULL
WITH collect(v) AS values, min(v) AS low, max(v) AS high
UNWIND values AS v
WITH low, high, CASE WHEN high > low THEN toInteger(floor((v - low) / (high - low) * $bins)) ELSE 0 END AS bin
RETURN low, high, CASE WHEN bin >= $bins THEN $bins - 1 ELSE bin END AS bin, count(*) AS count
ORDER BY bin LIMIT $bins;
