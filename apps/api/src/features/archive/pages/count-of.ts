/** For example `1 message`, `12,345 messages`. By hand, as the bytes of what holds it must never change. */
export function countOf(count: number, noun: string): string {
  return `${String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')} ${noun}${count === 1 ? '' : 's'}`;
}
