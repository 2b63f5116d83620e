// How many features of a run carry each label
:param run => 'demo'

MATCH (f:Feature {run: $run})
RETURN coalesce(f.label, '') AS label, count(*) AS features;
