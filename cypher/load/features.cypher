// Features of one layer, a batch of them
// Each row is [key, properties]; what analytics wrote on an earlier load is dropped with the rest. Returns where each is.
:param run => 'demo'
:param label => 'L3'
:param rows => []
MATCH (r:Run {id: $run})
UNWIND $rows AS row
MERGE (f:Feature {key: row[0]})
SET f = row[1], f:$($label)
MERGE (f)-[:IN_RUN]->(r)
RETURN row[0] AS key, id(f) AS node;
