// Features that were steered when effects were measured, a batch of them
// Each row is [key, strength, tokens whose logits rise most, tokens whose logits fall most].
:param rows => []
UNWIND $rows AS row
MATCH (f:Feature {key: row[0]})
SET f.steered = row[1], f.raised = row[2], f.lowered = row[3];
