// How is a number of correlations distributed?
:param run => 'demo'
:param metric => 'r'
:param bins => 40
MATCH (:Feature {run: $run})-[e:CORRELATES]->()
WITH CASE $metric WHEN 'mi' THEN e.mi ELSE e.r END AS v
WHERE v IS NOT NULL
WITH collect(v) AS values, min(v) AS low, max(v) AS high
UNWIND values AS v
WITH low, high, CASE WHEN high > low THEN toInteger(floor((v - low) / (high - low) * $bins)) ELSE 0 END AS bin
RETURN low, high, CASE WHEN bin >= $bins THEN $bins - 1 ELSE bin END AS bin, count(*) AS count
ORDER BY bin LIMIT $bins;
