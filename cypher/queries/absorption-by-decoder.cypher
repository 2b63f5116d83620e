// Absorption by decoder: which features of one place write in the same direction, yet do not fire together?
// The decoder's cosine is high and r is not positive: the denser feature may have handed rows over to the other one. Within
// a set and between the sets of one site; needs "correlate --details". Pairs with |r| below the run's threshold are not kept.
// Columns: layer, site, set, general, specificSet, specific, cosine, r, ratio, generalKey, specificKey
:param run => 'demo'
:param cosine => 0.4
:param limit => 25

MATCH (a:Feature {run: $run})-[c:CORRELATES]->(b:Feature)
WHERE c.r <= 0 AND c.decoderCosine >= $cosine AND c.span = 0 AND coalesce(a.depth = b.depth, true)
WITH c, CASE WHEN a.density >= b.density THEN a ELSE b END AS general, CASE WHEN a.density >= b.density THEN b ELSE a END AS specific
RETURN general.layer AS layer, general.site AS site, general.sae AS set, general.label AS general,
       specific.sae AS specificSet, specific.label AS specific, c.decoderCosine AS cosine, c.r AS r,
       general.density / specific.density AS ratio, general.key AS generalKey, specific.key AS specificKey
ORDER BY cosine DESC, generalKey, specificKey
LIMIT $limit;
