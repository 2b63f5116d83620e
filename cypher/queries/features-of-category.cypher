// Features of a category: which features fire on texts of one category and hardly on others?
// Without a category: all of them, the purest features first.
// Columns: category, layer, site, feature, ofCategory, contexts, share, community, density, key
:param run => 'demo'
:param category => null
:param contexts => 2
:param limit => 25

MATCH (f:Feature {run: $run})-[:FIRES_ON]->(x:Context)
WHERE x.category IS NOT NULL
WITH f, x.category AS category, count(*) AS own
WITH f, collect({category: category, own: own}) AS found, sum(own) AS all
WHERE all >= $contexts
UNWIND found AS one
WITH f, one.category AS category, one.own AS ofCategory, all
WHERE $category IS NULL OR category = $category
RETURN category, f.layer AS layer, f.site AS site, f.label AS feature, ofCategory, all AS contexts, toFloat(ofCategory) / all AS share,
       f.community AS community, f.density AS density, f.key AS key
ORDER BY share DESC, contexts DESC, key
LIMIT $limit;
