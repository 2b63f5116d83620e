// Which labels of documents does a feature go with?
:param key => 'demo/all-minilm-l6-v2@3-res-batchtopk-4096:650'
:param limit => 20
MATCH (f:Feature {key: $key})<-[c:CORRELATES]-(l:Label)
WITH f, c, l
ORDER BY abs(c.r) DESC, l.name LIMIT $limit
RETURN COUNT { (f)<-[:CORRELATES]-(:Label) } AS total,
       {label: l.name, r: c.r, auroc: c.auroc, documents: c.documents, share: c.share} AS item
LIMIT $limit;
