import * as z from 'zod/mini';

// The page's content security policy forbids the code generation that zod would try.
z.config({ jitless: true });

/** Why a value does not fit its field, in the contract's words; null where it does. */
export function whyNot(schema: z.ZodMiniType, value: unknown): string | null {
  const result = z.safeParse(schema, value);
  return result.success ? null : (result.error.issues[0]?.message ?? '');
}
