import { Refusal } from '../refusal.ts';

/** Refuses what git itself would not check out. */
export function ensurePath(name: string, path: string | undefined): asserts path is string {
  if (path === undefined || path === '') throw new Refusal(422, `Must supply a valid ${name}`);
  if (path.startsWith('/')) throw new Refusal(422, `${name} cannot start with a slash`);
  const isBad = path
    .split('/')
    .some((part) => ['', '.', '..'].includes(part) || part.toLowerCase() === '.git' || part.includes('\0'));
  if (isBad) throw new Refusal(422, `${name} contains a malformed path component`);
}
