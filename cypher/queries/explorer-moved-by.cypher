// Which features move a feature most when they are steered, and does it correlate with them?
:param key => 'demo/all-minilm-l6-v2@3-res-batchtopk-4096:650'
:param limit => 15
MATCH (f:Feature {key: $key})<-[m:MOVES]-(g:Feature)
WITH f, m, g ORDER BY abs(m.effect) DESC, g.layer, g.depth, g.sae, g.index LIMIT $limit
OPTIONAL MATCH (f)-[e:CORRELATES]-(g)
RETURN COUNT { (f)<-[:MOVES]-() } AS total,
       g {.key, .model, .layer, .site, .depth, .index, .sae, .label, .community, .density, effect: m.effect, se: m.se, z: m.z,
          documents: m.documents, strength: m.strength, r: e.r} AS item
ORDER BY abs(m.effect) DESC, g.layer, g.depth, g.sae, g.index;
