// Chains upward: which features stay together through three layers?
// Each hop goes to a higher layer, or to a deeper site of the same one; the strength of a chain is the product of |r| and at
// least atLeast.
// Columns: layers, sites, chain, strength, sign, keys
:param run => 'demo'
:param atLeast => 0.5
:param limit => 25

MATCH (a:Feature)-[first:CORRELATES]->(b:Feature)
WHERE first.strength >= $atLeast AND (first.span > 0 OR a.depth < b.depth) AND a.run = $run
MATCH (b)-[second:CORRELATES]->(c:Feature)
WHERE (second.span > 0 OR b.depth < c.depth) AND first.strength * second.strength >= $atLeast
WITH a, b, c, first.strength * second.strength AS strength, first.sign * second.sign AS sign
ORDER BY strength DESC, a.key, b.key, c.key
LIMIT $limit
RETURN [a.layer, b.layer, c.layer] AS layers, [a.site, b.site, c.site] AS sites, [a.label, b.label, c.label] AS chain,
       strength, sign, [a.key, b.key, c.key] AS keys;
