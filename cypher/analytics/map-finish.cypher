// Keeps with the run how faithful its map is
:param run => 'demo'
:param nearest => 0.5
:param random => 0.01
:param isolated => 0

MATCH (r:Run {id: $run})
SET r.mapNearest = $nearest, r.mapRandom = $random, r.mapIsolated = $isolated, r.mapAt = datetime();
