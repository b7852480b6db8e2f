// Loaded before the first paint, so that a chosen theme never flashes the other one. See src/stores/theme.ts.
try {
  const theme = localStorage.getItem('bookchat.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is blocked: the system's theme it is.
}
