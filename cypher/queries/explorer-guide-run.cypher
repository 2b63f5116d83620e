// Which run are the guide and the favourites about? The named one, or the newest that is loaded
:param run => null
MATCH (r:Run)
WHERE $run IS NULL OR r.id = $run
RETURN r.id AS id
ORDER BY r.loaded IS NULL, r.createdAt DESC, id LIMIT 1;
