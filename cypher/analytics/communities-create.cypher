// Creates a batch of communities with their members
:param run => 'demo'
:param rows => []

UNWIND $rows AS row
CREATE (c:Community {id: row.id, run: $run, level: row.level, number: row.number, size: size(row.members), label: row.label})
WITH c, row
UNWIND row.members AS key
MATCH (f:Feature {key: key})
CREATE (f)-[:MEMBER_OF]->(c);
