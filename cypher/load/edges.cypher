// Correlations, a batch of sources with their targets
// Each row is [id of the source's node, [[id of the target's node, r, strength, sign, cost, mi, nmi, n11, documents, span], ...]].
:param rows => []
UNWIND $rows AS row
MATCH (a:Feature) WHERE id(a) = row[0]
UNWIND row[1] AS e
MATCH (b:Feature) WHERE id(b) = e[0]
CREATE (a)-[:CORRELATES {r: e[1], strength: e[2], sign: e[3], cost: e[4], mi: e[5], nmi: e[6], n11: e[7],
                         documents: e[8], span: e[9]}]->(b);
