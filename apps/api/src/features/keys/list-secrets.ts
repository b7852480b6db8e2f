import type { Secrets } from '../../config.ts';

export interface WatchedSecret {
  /** The variable that holds it. */
  readonly name: string;
  /** Null where none is configured. */
  readonly value: string | null;
  /** How to change it, as a sentence. */
  readonly rotation: string;
}

/** Every secret that the server can be given, with the admin token that it runs with. */
export function listSecrets(secrets: Secrets, adminToken: string): WatchedSecret[] {
  return [
    { name: 'ADMIN_TOKEN', value: adminToken, rotation: adminTokenRotation(secrets) },
    {
      name: 'GITHUB_TOKEN',
      value: secrets.githubToken,
      rotation:
        'Make a new token on GitHub, set GITHUB_TOKEN to it, restart the server, and delete the old one on GitHub.',
    },
    {
      name: 'SMTP_URL',
      value: hasPassword(secrets.smtpUrl) ? secrets.smtpUrl : null,
      rotation: 'Change the password at the mail server and in SMTP_URL, and restart the server.',
    },
    {
      name: 'ALERT_WEBHOOK_URL',
      value: holdsKey(secrets.webhookUrl) ? secrets.webhookUrl : null,
      rotation:
        'Have the receiver of the alerts make a new address, set ALERT_WEBHOOK_URL to it, and restart the server.',
    },
    {
      name: 'ALERT_WEBHOOK_SECRET',
      value: secrets.webhookSecret,
      rotation:
        'Set ALERT_WEBHOOK_SECRET, and what the receiver checks with, to a new one, and restart the server.',
    },
  ];
}

function adminTokenRotation({ adminToken }: Secrets): string {
  return adminToken === null
    ? 'Remove the file admin-token from the data folder, and restart the server, which makes a new one.'
    : 'Set ADMIN_TOKEN to a new one, such as `openssl rand -base64 32` prints, and restart the server.';
}

/** The address of a mail server that asks for none is no secret. */
function hasPassword(address: string | null): boolean {
  return address !== null && new URL(address).password !== '';
}

/** So long, and with what words of a plain address rarely have. */
const KEY_IN_PATH = /\/(?=[^/]*[0-9A-Z])[^/]{16,}/;

/** The address of a receiver in one's own network often holds none, and then is no secret. */
function holdsKey(address: string | null): boolean {
  if (address === null) return false;
  const { username, password, search, pathname } = new URL(address);
  return `${username}${password}${search}` !== '' || KEY_IN_PATH.test(pathname);
}
