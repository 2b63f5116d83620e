// Chains upward: which features stay together through three layers or more?
// Each hop goes to a higher layer; the strength of a chain is the product of |r|.
:param run => 'demo'
:param atLeast => 0.5
:param limit => 25

MATCH (a:Feature)-[first:CORRELATES]->(b:Feature)
WHERE first.strength >= $atLeast AND first.span > 0 AND a.run = $run
MATCH (b)-[second:CORRELATES]->(c:Feature)
WHERE second.strength >= $atLeast AND second.span > 0
RETURN [a.layer, b.layer, c.layer] AS layers, [a.label, b.label, c.label] AS chain,
       first.strength * second.strength AS strength, first.sign * second.sign AS sign, [a.key, b.key, c.key] AS keys
ORDER BY strength DESC, keys
LIMIT $limit;
