// Candidates for feature absorption: which specific feature fires in the place of a general one?
// Both go with the same feature of a lower place or of another set, the specific one inside it; yet they do not go with each
// other (Chanin et al. 2024). Ratio is how much denser the general one is, decoderCosine that of the specific one with the
// feature that both go with, where "correlate --details" found it; cosine asks for a least one.
// Columns: lowerLayer, lowerSite, lower, layer, site, general, specific, rGeneral, rSpecific, ratio, inside, decoderCosine, generalKey, specificKey
:param run => 'demo'
:param ratio => 2.0
:param cosine => null
:param limit => 25

MATCH (below:Feature {run: $run})-[g:CORRELATES]-(general:Feature)
WHERE g.r > 0 AND (below.layer < general.layer OR below.depth < general.depth
                   OR below.depth = general.depth AND below.sae <> general.sae)
MATCH (below)-[s:CORRELATES]-(specific:Feature {run: $run})
WHERE s.r > 0 AND specific.layer = general.layer AND specific.sae = general.sae
  AND general.density >= $ratio * specific.density AND s.n11 >= 0.5 * specific.rowsActive
  AND ($cosine IS NULL OR s.decoderCosine >= $cosine)
  AND NOT EXISTS { (general)-[e:CORRELATES]-(specific) WHERE e.r > 0 }
RETURN below.layer AS lowerLayer, below.site AS lowerSite, below.label AS lower, general.layer AS layer, general.site AS site,
       general.label AS general, specific.label AS specific, g.r AS rGeneral, s.r AS rSpecific,
       general.density / specific.density AS ratio, toFloat(s.n11) / specific.rowsActive AS inside,
       s.decoderCosine AS decoderCosine, general.key AS generalKey, specific.key AS specificKey
ORDER BY rGeneral * rSpecific DESC, generalKey, specificKey
LIMIT $limit;
