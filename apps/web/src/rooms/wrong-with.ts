import type { ZodMiniType } from 'zod/mini';
import { whyNot } from '../lib/why-not.ts';

/** What keeps a field's value from being taken; the field gets the focus then. */
export function wrongWith(schema: ZodMiniType, input: HTMLInputElement): string | null {
  const refusal = whyNot(schema, input.value.trim());
  if (refusal !== null) input.focus();
  return refusal;
}
