// Runs in this database, newest first
// How many rows each saw, at which threshold, and of which model.
// Columns: run, model, rows, documents, threshold, createdAt
MATCH (r:Run)
RETURN r.id AS run, r.model AS model, r.rows AS rows, r.documents AS documents, r.threshold AS threshold, r.createdAt AS createdAt
ORDER BY r.createdAt DESC, run
LIMIT 100;
