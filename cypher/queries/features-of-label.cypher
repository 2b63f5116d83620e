// Features of a label: which features tell that a text has a label of the corpus?
// After steergraph correlate-labels. Without a label: all of them, the highest correlations first.
// Columns: label, r, auroc, share, documents, layer, site, feature, community, density, key
:param run => 'demo'
:param label => null
:param limit => 25

MATCH (l:Label {run: $run})-[c:CORRELATES]->(f:Feature)
WHERE $label IS NULL OR l.name = $label
RETURN l.name AS label, c.r AS r, c.auroc AS auroc, c.share AS share, c.documents AS documents, f.layer AS layer, f.site AS site,
       f.label AS feature, f.community AS community, f.density AS density, f.key AS key
ORDER BY r DESC, label, key
LIMIT $limit;
