// Which features correlate most with a feature, among those of one sign?
:param key => 'demo/all-minilm-l6-v2@3-res-batchtopk-4096:650'
:param sign => 1
:param limit => 15
MATCH (f:Feature {key: $key})-[e:CORRELATES {sign: $sign}]-(g:Feature)
WITH f, e, g ORDER BY e.strength DESC, g.layer, g.depth, g.sae, g.index LIMIT $limit
RETURN COUNT { (f)-[:CORRELATES {sign: $sign}]-(:Feature) } AS total,
       g {.key, .model, .layer, .site, .depth, .index, .sae, .label, .community, .density, r: e.r, mi: e.mi, nmi: e.nmi, n11: e.n11,
          documents: e.documents} AS item
ORDER BY e.strength DESC, g.layer, g.depth, g.sae, g.index;
