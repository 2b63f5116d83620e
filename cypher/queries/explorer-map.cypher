// Where does every feature of a run lie on its map?
:param run => 'demo'
:param limit => 200000
MATCH (f:Feature {run: $run})
WHERE f.x IS NOT NULL
RETURN f.layer AS layer, f.sae AS sae, f.index AS index, f.x AS x, f.y AS y, coalesce(f.community, -1) AS community,
       coalesce(f.density, 0.0) AS density
ORDER BY layer, sae, index LIMIT $limit;
