// How many pairs of features in different layers, or of two layers, correlate?
:param run => 'demo'
:param sign => 1
:param la => null
:param lb => null
MATCH (a:Feature {run: $run})-[e:CORRELATES]->(b:Feature)
WHERE (e.span > 0 OR $la = $lb) AND ($sign = 0 OR e.sign = $sign)
  AND ($la IS NULL OR a.layer = $la) AND ($lb IS NULL OR b.layer = $lb)
RETURN count(*) AS total
LIMIT 1;
