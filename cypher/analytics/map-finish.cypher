// Keeps with the run how faithful its map is
:param run => 'demo'
:param nearest => 0.5
:param random => 0.01

MATCH (r:Run {id: $run})
SET r.mapNearest = $nearest, r.mapRandom = $random, r.mapAt = datetime();
