// Removes an index by name
// For the orphans of constraints.
:param name => ''
DROP INDEX $name IF EXISTS;
