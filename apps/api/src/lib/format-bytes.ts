const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;
const STEP = 1_000;

/** As people read it: `812 bytes`, `1.5 MB`, `31 GB`. */
export function formatBytes(bytes: number): string {
  const power = bytes < STEP ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / STEP ** power;
  return `${power === 0 || value >= 10 ? Math.round(value) : Math.round(value * 10) / 10} ${UNITS[power]}`;
}
