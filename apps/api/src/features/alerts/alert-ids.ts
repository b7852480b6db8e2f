import { V7Generator } from 'uuidv7';

/** What is before no id, and what is after every one, as they are of hexadecimal digits. */
export const EVERY_ID = { from: '', before: 'g' } as const;

/** Makes ids that rise as time goes by, and of which each holds its time. */
export function createAlertIds(): (now: number) => { id: string; timestamp: string } {
  const generator = new V7Generator();
  return (now) => {
    const id = generator.generateOrResetWithTs(now).toString();
    return { id, timestamp: new Date(timeOf(id)).toISOString() };
  };
}

/** The least id of a moment: every id from then on is that or greater. */
export function leastIdAt(timestamp: string): string {
  const milliseconds = Math.max(0, Date.parse(timestamp));
  const hex = milliseconds.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

function timeOf(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
