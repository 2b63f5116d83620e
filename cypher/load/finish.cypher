// Marks a run as completely loaded
// The last step of loading.
:param run => 'demo'
:param loaded => ''
MATCH (r:Run {id: $run})
SET r.loaded = $loaded;
