// How many correlations between layers, or sites of one, are there to judge?
:param run => 'demo'
:param sign => 0
:param la => null
:param lb => null
:param community => null
:param from => 0.0
:param to => null
MATCH (a:Feature {run: $run})-[e:CORRELATES]->(b:Feature)
WHERE e.strength >= $from AND ($to IS NULL OR e.strength < $to) AND (e.span > 0 OR a.depth < b.depth) AND ($sign = 0 OR e.sign = $sign)
  AND ($la IS NULL OR a.layer = $la) AND ($lb IS NULL OR b.layer = $lb)
  AND ($community IS NULL OR a.community = $community OR b.community = $community)
RETURN count(*) AS total
LIMIT 1;
