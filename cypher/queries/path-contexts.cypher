// A path's contexts: in which texts do several features of a path fire strongly?
// Without keys: the run's strongest correlation to a higher layer, or to a deeper site of the same one, that goes on upwards,
// and the strongest there.
// Columns: text, category, features, firing
:param run => 'demo'
:param keys => []
:param limit => 20

CALL () {
  MATCH (a:Feature)-[first:CORRELATES]->(b:Feature)
  WHERE size($keys) = 0 AND first.strength > 0 AND (first.span > 0 OR a.depth < b.depth) AND a.run = $run
    AND EXISTS { (b)-[further:CORRELATES]->(next:Feature) WHERE further.span > 0 OR b.depth < next.depth }
  WITH a, b, first
  ORDER BY first.strength DESC, a.key, b.key
  LIMIT 1
  MATCH (b)-[second:CORRELATES]->(c:Feature)
  WHERE second.span > 0 OR b.depth < c.depth
  WITH [a.key, b.key, c.key] AS chain
  ORDER BY second.strength DESC, c.key
  LIMIT 1
  RETURN chain
  UNION
  WITH $keys AS chain
  WHERE size($keys) > 0
  RETURN chain
}
UNWIND chain AS key
MATCH (f:Feature {key: key})-[e:FIRES_ON]->(c:Context)
WITH c, collect({feature: f.label, layer: f.layer, site: f.site, value: e.value, token: c.tokens[e.token]}) AS firing, min(e.rank) AS bestRank
RETURN c.text AS text, c.category AS category, size(firing) AS features, firing
ORDER BY features DESC, bestRank, c.id
LIMIT $limit;
