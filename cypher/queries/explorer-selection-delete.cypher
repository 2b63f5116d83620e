// Forgets a selection; its features stay
:param run => 'demo'
:param name => 'rivers'
MATCH (s:Selection {run: $run, name: $name})
WITH collect(s) AS found
FOREACH (s IN found | DETACH DELETE s)
RETURN size(found) AS removed
LIMIT 1;
