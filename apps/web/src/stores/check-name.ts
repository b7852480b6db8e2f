import { personNameSchema } from '@bookchat/shared';
import * as z from 'zod/mini';
import { whyNot } from '../lib/why-not.ts';

/** A name as it can be taken, tidied; or why it cannot. */
export function checkName(name: string): { readonly name: string } | { readonly refusal: string } {
  const refusal = whyNot(personNameSchema, name);
  return refusal === null ? { name: z.parse(personNameSchema, name) } : { refusal };
}
