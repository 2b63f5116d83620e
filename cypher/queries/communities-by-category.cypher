// Communities by category: what are the texts about on which a community's features fire?
// Lift is the category's share among the community's firings over its share among all; "steergraph validate" tests it.
// Columns: number, community, size, category, share, lift, firings
:param run => 'demo'
:param atLeast => 20
:param limit => 50

MATCH (:Feature {run: $run})-[:FIRES_ON]->(x:Context)
WHERE x.category IS NOT NULL
WITH x.category AS category, count(*) AS firings
WITH collect({category: category, firings: firings}) AS base, sum(firings) AS total
MATCH (f:Feature {run: $run})-[:FIRES_ON]->(x:Context)
WHERE f.community IS NOT NULL AND x.category IS NOT NULL
WITH base, total, f.community AS number, x.category AS category, count(*) AS firings
WITH base, total, number, collect({category: category, firings: firings}) AS found, sum(firings) AS own
WHERE own >= $atLeast
UNWIND found AS one
WITH number, own, one, toFloat(one.firings) / own AS share,
     toFloat([b IN base WHERE b.category = one.category][0].firings) / total AS baseShare
WITH number, own, one, share, share / baseShare AS lift
ORDER BY share * log(lift) DESC, one.category
WITH number, own, collect({category: one.category, share: share, lift: lift})[0] AS most
MATCH (f:Feature {run: $run, community: number})-[:MEMBER_OF]->(c:Community)
WITH number, own, most, c ORDER BY c.level DESC
WITH number, own, most, collect(DISTINCT c)[0] AS community
RETURN number, community.label AS community, community.size AS size, most.category AS category, most.share AS share,
       most.lift AS lift, own AS firings
ORDER BY share * log(lift) DESC, number
LIMIT $limit;
