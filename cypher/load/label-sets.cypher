// Whose features a run has in the graph
// A set is an SAE at a hook point; page is the first in the alphabet of its features' pages at Neuronpedia.
:param run => 'demo'
MATCH (f:Feature {run: $run})
RETURN f.model AS model, f.layer AS layer, f.hook AS hook, f.sae AS sae, max(f.index) + 1 AS size,
       min(f.neuronpedia) AS page
ORDER BY layer, hook, sae
LIMIT 10000;
