import { formatNumber } from './format-number.ts';

/** For example `1,204 messages`, or `1 old log was`. */
export function countOf(number: number, one: string, many = `${one}s`): string {
  return `${formatNumber(number)} ${number === 1 ? one : many}`;
}
