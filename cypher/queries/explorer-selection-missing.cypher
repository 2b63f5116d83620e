// Which of these features does a run not have? The first one
:param run => 'demo'
:param keys => ['demo/all-minilm-l6-v2@3-res-batchtopk-4096:650']
UNWIND range(0, size($keys) - 1) AS i
WITH i, $keys[i] AS key
WHERE NOT EXISTS { (:Feature {key: key, run: $run}) }
RETURN key
ORDER BY i LIMIT 1;
