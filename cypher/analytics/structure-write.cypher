// Writes the structure of a batch of features
:param rows => []

UNWIND $rows AS row
MATCH (f:Feature {key: row.key})
SET f.component = row.component,
    f.core = row.core,
    f.betweenness = row.betweenness,
    f.articulation = row.articulation;
