// Contexts, a batch of them
// Each row is [id, text, tokens, document, category].
:param run => 'demo'
:param rows => []
UNWIND $rows AS row
MERGE (c:Context {id: row[0]})
SET c.run = $run, c.text = row[1], c.tokens = row[2], c.document = row[3], c.category = row[4];
