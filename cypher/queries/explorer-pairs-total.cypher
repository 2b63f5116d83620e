// How many pairs of features in different layers, or of two layers, correlate positively and negatively?
:param run => 'demo'
:param la => null
:param lb => null
MATCH (a:Feature {run: $run})-[e:CORRELATES]->(b:Feature)
WHERE (e.span > 0 OR $la = $lb)
  AND ($la IS NULL OR a.layer = $la) AND ($lb IS NULL OR b.layer = $lb)
RETURN count(*) AS both, sum(CASE WHEN e.sign > 0 THEN 1 ELSE 0 END) AS positive
LIMIT 1;
