// Which of these names do selections of a run have?
:param run => 'demo'
:param names => ['rivers']
MATCH (s:Selection {run: $run})
WHERE s.name IN $names
RETURN s.name AS name
LIMIT 10;
