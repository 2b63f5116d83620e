// Candidates for feature absorption: which specific feature fires in the place of a general one?
// Both go with the same feature of a lower layer, the specific one inside it; yet they do not go with each other
// (Chanin et al. 2024). Ratio is how much denser the general one is.
// Columns: lowerLayer, lower, layer, general, specific, rGeneral, rSpecific, ratio, inside, generalKey, specificKey
:param run => 'demo'
:param ratio => 2.0
:param limit => 25

MATCH (below:Feature {run: $run})-[g:CORRELATES]->(general:Feature)
WHERE g.r > 0 AND g.span > 0
MATCH (below)-[s:CORRELATES]->(specific:Feature {run: $run})
WHERE s.r > 0 AND specific.layer = general.layer AND general.density >= $ratio * specific.density
  AND s.n11 >= 0.5 * specific.rowsActive
  AND NOT EXISTS { (general)-[e:CORRELATES]-(specific) WHERE e.r > 0 }
RETURN below.layer AS lowerLayer, below.label AS lower, general.layer AS layer, general.label AS general,
       specific.label AS specific, g.r AS rGeneral, s.r AS rSpecific, general.density / specific.density AS ratio,
       toFloat(s.n11) / specific.rowsActive AS inside, general.key AS generalKey, specific.key AS specificKey
ORDER BY rGeneral * rSpecific DESC, generalKey, specificKey
LIMIT $limit;
