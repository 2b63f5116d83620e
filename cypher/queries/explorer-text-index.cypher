// Does the database index explanations and top tokens? Those that were loaded by earlier versions have neither
:param name => 'feature_text'
SHOW FULLTEXT INDEXES YIELD name AS found
WHERE found = $name
RETURN found AS name
LIMIT 1;
