import { TargetError } from '../target-error.ts';
import type { Names } from './to-target-error.ts';

/** An answer about another object than was asked about was mixed up on the way. */
export function ensureSame(asked: string, answered: string, { place }: Names): void {
  if (asked !== answered)
    throw new TargetError('unavailable', `${place} answered about ${answered} where ${asked} was asked for.`);
}
