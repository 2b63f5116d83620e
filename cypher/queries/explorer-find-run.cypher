// Which run does an address mean? The named one, or the newest of the model
:param model => 'all-minilm-l6-v2'
:param run => null
MATCH (r:Run {model: $model})
WHERE $run IS NULL OR r.id = $run
RETURN r.id AS id, r.model AS model, toString(r.createdAt) AS createdAt
ORDER BY r.createdAt DESC, id LIMIT 1;
