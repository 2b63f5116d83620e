// Keys of a community's features
:param run => 'demo'
:param community => 0

MATCH (f:Feature {run: $run, community: $community})
RETURN f.key AS key;
