// Effects of steered features on others, a batch of sources with their targets
// Each row is [key of the steered feature, [[key of the other, effect, z, se, documents, strength], ...]].
:param rows => []
UNWIND $rows AS row
MATCH (a:Feature {key: row[0]})
UNWIND row[1] AS e
MATCH (b:Feature {key: e[0]})
MERGE (a)-[m:MOVES]->(b)
SET m = {effect: e[1], z: e[2], se: e[3], documents: e[4], strength: e[5]};
