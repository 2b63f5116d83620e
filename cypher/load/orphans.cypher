// Indexes of the given names that belong to no constraint
// What is left when the database dies while it makes a constraint: the index, which then stands in the constraint's way.
:param names => []
SHOW INDEXES YIELD name, owningConstraint
WHERE name IN $names AND owningConstraint IS NULL
RETURN name
LIMIT 100;
