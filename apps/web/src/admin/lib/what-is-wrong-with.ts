/** Why this cannot be a token, before it is sent anywhere; null where it can. */
export function whatIsWrongWith(token: string): string | null {
  if (token === '') return 'Paste the token first.';
  return /^[!-~]+$/.test(token) ? null : 'A token is one word of plain letters, digits and signs.';
}
