// Labels of documents, a batch of them
// Each row is [id, name, documents].
:param run => 'demo'
:param loaded => ''
:param rows => []
UNWIND $rows AS row
MERGE (l:Label {id: row[0]})
SET l.run = $run, l.name = row[1], l.documents = row[2], l.loaded = $loaded;
