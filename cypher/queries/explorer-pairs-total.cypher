// How many pairs of features in different places, or of two named ones, correlate positively and negatively?
:param run => 'demo'
:param la => null
:param lb => null
:param siteA => null
:param siteB => null
:param setA => null
:param setB => null
MATCH (a:Feature {run: $run})-[e:CORRELATES]->(b:Feature)
WHERE (e.span > 0 OR a.depth < b.depth OR $la = $lb)
  AND (($la IS NULL OR a.layer = $la) AND ($siteA IS NULL OR a.site = $siteA) AND ($setA IS NULL OR a.sae = $setA)
       AND ($lb IS NULL OR b.layer = $lb) AND ($siteB IS NULL OR b.site = $siteB) AND ($setB IS NULL OR b.sae = $setB)
    OR b.layer = $la AND ($siteA IS NULL OR b.site = $siteA) AND ($setA IS NULL OR b.sae = $setA)
       AND a.layer = $lb AND ($siteB IS NULL OR a.site = $siteB) AND ($setB IS NULL OR a.sae = $setB))
RETURN count(*) AS both, sum(CASE WHEN e.sign > 0 THEN 1 ELSE 0 END) AS positive
LIMIT 1;
