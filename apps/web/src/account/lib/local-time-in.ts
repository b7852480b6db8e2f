/** The time of day in a time zone: 14:05. Null where this browser does not know it. */
export function localTimeIn(zone: string, now: Date): string | null {
  if (zone === '') return null;
  try {
    return new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit', timeZone: zone }).format(
      now,
    );
  } catch {
    return null;
  }
}
