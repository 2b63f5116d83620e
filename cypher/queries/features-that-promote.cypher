// Which features promote a word: which have tokens among their top tokens that begin with it?
// A top token is one whose logit the feature raises most (logit lens); features of language models have them.
// Columns: layer, feature, token, rank, logit, topTokens, key
:param run => 'demo'
:param word => 'river'
:param limit => 25

MATCH (f:Feature {run: $run})
WHERE f.topTokens IS NOT NULL
UNWIND range(0, size(f.topTokens) - 1) AS at
WITH f, at, f.topTokens[at] AS token
WHERE toLower(trim(token)) STARTS WITH toLower($word)
RETURN f.layer AS layer, f.label AS feature, token, at + 1 AS rank, f.topLogits[at] AS logit, f.topTokens AS topTokens,
       f.key AS key
ORDER BY logit DESC, key
LIMIT $limit;
