// Components: into how many parts does the graph fall, and what is in the small ones?
// Columns: component, size, layers, sites, features
:param run => 'demo'
:param limit => 50

MATCH (f:Feature {run: $run})
WHERE f.component IS NOT NULL
WITH f ORDER BY f.degree DESC, f.key
WITH f.component AS component, count(*) AS size, collect(DISTINCT f.layer) AS layers, collect(DISTINCT f.site) AS sites,
     collect(f.label)[..5] AS features
RETURN component, size, layers, sites, features
ORDER BY component
LIMIT $limit;
