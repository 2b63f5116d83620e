// Where does every feature of a run lie on its map? One row for each SAE, its features as columns in ascending order
:param run => 'demo'
:param limit => 200000
MATCH (f:Feature {run: $run})
WHERE f.x IS NOT NULL
WITH f ORDER BY f.layer, f.depth, f.sae, f.index LIMIT $limit
WITH f.layer AS layer, f.depth AS depth, f.site AS site, f.sae AS sae, collect(f.index) AS index, collect(f.x) AS x, collect(f.y) AS y,
     collect(coalesce(f.community, -1)) AS community, collect(coalesce(f.density, 0.0)) AS density
RETURN layer, depth, site, sae, index, x, y, community, density
ORDER BY layer, depth, sae LIMIT 1000;
