// Which features of its own set correlate most with a feature? What steering along it can be corrected for
:param key => 'demo/all-minilm-l6-v2@3-res-batchtopk-4096:650'
:param minAbsR => 0.3
:param limit => 20
MATCH (f:Feature {key: $key})-[e:CORRELATES]-(g:Feature)
WHERE g.layer = f.layer AND g.sae = f.sae AND e.strength >= $minAbsR
WITH e, g ORDER BY e.strength DESC, g.index
WITH collect({layer: g.layer, sae: g.sae, index: g.index, label: g.label, sd: g.sd, r: e.r}) AS found
UNWIND found[..$limit] AS item
RETURN size(found) AS total, item
LIMIT $limit;
