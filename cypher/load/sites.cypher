// Where the features of a set belong, which loads of earlier versions did not say
// Nothing else of them changes; the Run gets the names of all its sets.
:param run => 'demo'
:param sets => ['3/res-batchtopk-4096']
:param layer => 3
:param sae => 'res-batchtopk-4096'
:param site => 'resid_post'
:param depth => 58
MATCH (r:Run {id: $run})
SET r.sets = $sets
WITH r
MATCH (f:Feature {run: $run, layer: $layer})
WHERE f.sae = $sae
SET f.site = $site, f.depth = $depth;
