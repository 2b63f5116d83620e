// Features of a run by key, in the order of exports
:param run => 'demo'
:param keys => []

UNWIND $keys AS key
MATCH (f:Feature {key: key})
WHERE f.run = $run
RETURN f {.key, .model, .hook, .layer, .index, .sae, .site, .label, .density, .mean, .sd, .max, .rowsActive,
          .community, .communityPath, .pageRank, .degree, .strength,
          .explanation, .explanationSource, .neuronpedia, .bandLow, .bandHigh, .bandBreaks} AS feature
ORDER BY f.layer, f.depth, f.sae, f.index;
