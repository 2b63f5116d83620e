// Which layers does a run have features of?
:param run => 'demo'
MATCH (f:Feature {run: $run})
RETURN DISTINCT f.layer AS layer
ORDER BY layer LIMIT 10000;
