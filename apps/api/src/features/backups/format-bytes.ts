const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'];

/** A size for people, for example 12.3 MB (of 1,000,000 bytes). */
export function formatBytes(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1_000 && unit < UNITS.length - 1) {
    size /= 1_000;
    unit += 1;
  }
  return `${unit === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${UNITS[unit]}`;
}
