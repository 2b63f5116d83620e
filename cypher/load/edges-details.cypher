// Correlations with details, a batch of sources with their targets
// Each row is [id of the source's node, [[id of the target's node, r, mi, nmi, n11, documents, span, details...], ...]]; the
// details are those named below, of which the last ones may be missing.
:param rows => []
UNWIND $rows AS row
MATCH (a:Feature) WHERE id(a) = row[0]
UNWIND row[1] AS e
MATCH (b:Feature) WHERE id(b) = e[0]
CREATE (a)-[:CORRELATES {r: e[1], strength: abs(e[1]), sign: CASE WHEN e[1] < 0 THEN -1 ELSE 1 END,
                         cost: CASE WHEN abs(e[1]) >= 1 THEN 0.0 ELSE -log(abs(e[1])) END,
                         mi: e[2], nmi: e[3], n11: e[4], documents: e[5], span: e[6],
                         miBinned: e[7], pSourceGivenTarget: e[8], pTargetGivenSource: e[9], lift: e[10],
                         decoderCosine: e[11]}]->(b);
