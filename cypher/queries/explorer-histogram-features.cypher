// How are densities distributed? By their decimal logarithm; of all features, or of those of one place
:param run => 'demo'
:param bins => 40
:param layer => null
:param site => null
:param set => null
MATCH (f:Feature {run: $run})
WHERE f.density > 0 AND ($layer IS NULL OR f.layer = $layer) AND ($site IS NULL OR f.site = $site) AND ($set IS NULL OR f.sae = $set)
WITH log10(f.density) AS v
WITH collect(v) AS values, min(v) AS low, max(v) AS high
UNWIND values AS v
WITH low, high, CASE WHEN high > low THEN toInteger(floor((v - low) / (high - low) * $bins)) ELSE 0 END AS bin
RETURN low, high, CASE WHEN bin >= $bins THEN $bins - 1 ELSE bin END AS bin, count(*) AS count
ORDER BY bin LIMIT $bins;
