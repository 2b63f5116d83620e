// On which texts each feature fires most
:param run => 'demo'

MATCH (f:Feature {run: $run})
RETURN f.layer AS layer, f.sae AS sae, f.index AS index, f.label AS label, f.community AS community,
       COLLECT { MATCH (f)-[e:FIRES_ON]->(x:Context) RETURN x.id ORDER BY e.rank } AS contexts
ORDER BY layer, f.depth, sae, index;
