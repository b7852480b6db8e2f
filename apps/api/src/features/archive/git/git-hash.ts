const HASH = /^[0-9a-f]{40}$/;

export function isGitHash(value: unknown): value is string {
  return typeof value === 'string' && HASH.test(value);
}
