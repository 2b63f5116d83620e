// Causal chains: which correlations of three layers hold when the features are steered?
// Both hops are a correlation and a measured effect of the lower feature on the higher, of the same sign.
// After "steergraph effects" and "steergraph load". An effect is in standard deviations of the feature that moves.
// Columns: layers, sites, chain, effects, r, sign, keys
:param run => 'demo'
:param atLeast => 0.1
:param limit => 25

MATCH (a:Feature)-[m:MOVES]->(b:Feature)
WHERE a.run = $run AND abs(m.effect) >= $atLeast
MATCH (a)-[c:CORRELATES]->(b)
WHERE (c.span > 0 OR a.depth < b.depth) AND sign(m.effect) = c.sign
MATCH (b)-[n:MOVES]->(d:Feature)
WHERE abs(n.effect) >= $atLeast
MATCH (b)-[e:CORRELATES]->(d)
WHERE (e.span > 0 OR b.depth < d.depth) AND sign(n.effect) = e.sign
WITH a, b, d, [m.effect, n.effect] AS effects, [c.r, e.r] AS r, c.sign * e.sign AS sign
ORDER BY abs(r[0] * r[1]) DESC, a.key, b.key, d.key
LIMIT $limit
RETURN [a.layer, b.layer, d.layer] AS layers, [a.site, b.site, d.site] AS sites, [a.label, b.label, d.label] AS chain,
       effects, r, sign, [a.key, b.key, d.key] AS keys;
