export interface SecretFilter {
  /** From now on `clean` takes this out, in every form in which text holds it. */
  hide(secret: string): void;
  /** The text with `[secret]` in place of each secret. */
  clean(text: string): string;
}

const HIDDEN = '[secret]';

/** Takes known secrets out of what is logged, stored, sent or answered. */
export function createSecretFilter(secrets: Iterable<string> = []): SecretFilter {
  const known = new Set<string>();
  const hide = (secret: string) => {
    for (const form of formsOf(secret)) known.add(form);
  };
  for (const secret of secrets) hide(secret);
  return { hide, clean: (text) => withoutSecrets(text, known) };
}

/** How a secret can stand in a text: as it is, escaped in JSON, escaped in an address, and in Base64. */
function formsOf(secret: string): string[] {
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), base64];
}

function withoutSecrets(text: string, known: ReadonlySet<string>): string {
  let safe = text;
  for (const secret of known) if (safe.includes(secret)) safe = safe.replaceAll(secret, HIDDEN);
  return safe;
}
