// What features say of their explanations, a batch of keys
// All texts, for the search, and the first with its source: that with the best score; without scores, the first by id.
:param keys => []
UNWIND $keys AS key
MATCH (f:Feature {key: key})
WITH collect(f) AS explained
UNWIND explained AS f
MATCH (f)<-[:OF]-(e:Explanation)
WITH f, e, reduce(best = -1.0, s IN coalesce(e.scores, []) | CASE WHEN s > best THEN s ELSE best END) AS best
ORDER BY best DESC, e.id
WITH f, collect(e) AS all
WITH f, all, all[0] AS first
SET f.explanations = [e IN all | e.text], f.explanation = first.text,
    f.explanationSource = first.source + coalesce(', ' + first.model, '') + coalesce(', ' + first.method, '');
