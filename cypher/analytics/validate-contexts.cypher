// The texts of a run that have a category
:param run => 'demo'

MATCH (x:Context {run: $run})
WHERE x.category IS NOT NULL
RETURN x.id AS id, x.category AS category
ORDER BY x.document, id;
