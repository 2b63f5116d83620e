// The password of user neo4j, in the system database; the same again is no error
:param password => ''

CREATE OR REPLACE USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED;
