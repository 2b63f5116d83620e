// Runs before the first paint, so that a chosen theme never flashes the other one. Storage may be forbidden: then the system's.
try {
  const chosen = localStorage.getItem('steergraph.theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
} catch {
  delete document.documentElement.dataset.theme;
}
