// Which contexts a feature fires on most strongly, a batch of features
// Each row is [feature key, [[context id, rank, value, token, activations], ...]].
:param rows => []
UNWIND $rows AS row
MATCH (f:Feature {key: row[0]})
UNWIND row[1] AS e
MATCH (c:Context {id: e[0]})
CREATE (f)-[:FIRES_ON {rank: e[1], value: e[2], token: e[3], activations: e[4]}]->(c);
