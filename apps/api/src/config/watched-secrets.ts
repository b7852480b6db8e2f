/** Keys of services that programs beside the server often have in the same environment. */
const WELL_KNOWN = ['OPENAI_API_KEY', 'GEMINI_API_KEY', 'OPENROUTER_API_KEY', 'YOUTUBE_API_KEY'];

/** Those that the server itself uses (features/keys/list-secrets.ts). */
const OWN = [
  'ADMIN_TOKEN',
  'GITHUB_TOKEN',
  'GITHUB_APP_PRIVATE_KEY',
  'GITHUB_OAUTH_CLIENT_SECRET',
  'SMTP_URL',
  'ALERT_WEBHOOK_URL',
  'ALERT_WEBHOOK_SECRET',
];

/** A secret that the server has no use for itself, and watches all the same. */
export interface OtherSecret {
  /** The variable that holds it. */
  readonly name: string;
  /** Null where it is not set. */
  readonly value: string | null;
}

/** Those that are named, and the well-known ones that are set. */
export function listOtherSecrets(
  named: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): OtherSecret[] {
  const present = WELL_KNOWN.filter((name) => (env[name] ?? '') !== '');
  return [...new Set([...named, ...present])].map((name) => ({ name, value: env[name] || null }));
}

/** Whether a secret is watched without being named. */
export function isWatchedByItself(name: string): boolean {
  return OWN.includes(name) || WELL_KNOWN.includes(name);
}

/** What `SECRET_EXPIRY` says, by the variable: the beginning of the day, in UTC. */
export function toExpiries(items: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    items.map((item) => {
      const [name = '', day = ''] = item.split('=');
      return [name, `${day}T00:00:00.000Z`];
    }),
  );
}
