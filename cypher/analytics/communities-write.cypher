// Writes what was computed for a batch of features
:param rows => []

UNWIND $rows AS row
MATCH (f:Feature {key: row.key})
SET f.community = row.community,
    f.communityPath = row.path,
    f.pageRank = row.pageRank,
    f.degree = row.degree,
    f.strength = row.strength;
