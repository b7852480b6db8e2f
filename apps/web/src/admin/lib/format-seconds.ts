const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time in its two most telling units: "850 µs", "12 ms", "1.4 s", "3 min 20 s", "2 h", "5 d 3 h". */
export function formatSeconds(seconds: number): string {
  if (seconds === 0) return '0 s';
  if (seconds < 0.001) return `${Math.round(seconds * 1_000_000)} µs`;
  if (seconds < 1) return `${short(seconds * 1_000)} ms`;
  if (seconds < MINUTE) return `${short(seconds)} s`;
  if (seconds < HOUR) return pair(seconds, MINUTE, 'min', 1, 's');
  if (seconds < DAY) return pair(seconds, HOUR, 'h', MINUTE, 'min');
  return pair(seconds, DAY, 'd', HOUR, 'h');
}

function short(value: number): string {
  return value < 10 ? String(Number(value.toFixed(1))) : value.toFixed(0);
}

function pair(seconds: number, big: number, bigName: string, small: number, smallName: string): string {
  const bigs = Math.floor(seconds / big);
  const smalls = Math.floor((seconds % big) / small);
  return smalls === 0 ? `${bigs} ${bigName}` : `${bigs} ${bigName} ${smalls} ${smallName}`;
}
