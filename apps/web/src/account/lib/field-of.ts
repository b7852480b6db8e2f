import type { ProblemCode } from '@bookchat/shared';
import { ApiError } from '../../api-error.ts';

const FIELDS: { readonly [Code in ProblemCode]?: string } = { name_taken: 'name', email_taken: 'email' };

/** At which field a refusal is to be shown, and in what words; null where it concerns the whole. */
export function fieldOf(error: unknown): { field: string; words: string } | null {
  if (!(error instanceof ApiError) || error.failure.kind !== 'refused') return null;
  const { code, errors } = error.failure;
  const first = errors?.[0];
  if (first !== undefined) return { field: first.path, words: first.message };
  const field = code === null ? undefined : FIELDS[code];
  return field === undefined ? null : { field, words: error.message };
}
