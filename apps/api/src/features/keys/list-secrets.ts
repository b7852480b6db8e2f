import type { Config, Secrets } from '../../config.ts';
import { readGithubToken } from '../../lib/kept-github-token.ts';

export interface SecretToWatch {
  /** The variable that holds it. */
  readonly name: string;
  /** Its value at this moment; null where there is none. */
  read(): string | null;
  /** How to change it, as a sentence. */
  readonly rotation: string;
}

export const GITHUB_TOKEN = 'GITHUB_TOKEN';

interface Parts {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly adminToken: string;
}

/** Every secret that the server can be given, with the admin token that it runs with, and those that it was told to watch. */
export function listSecrets({ config, secrets, adminToken }: Parts): SecretToWatch[] {
  return [
    { name: 'ADMIN_TOKEN', read: () => adminToken, rotation: adminTokenRotation(secrets) },
    {
      name: GITHUB_TOKEN,
      read: () => readGithubToken(config.dataDir, secrets.githubToken),
      rotation:
        'Make a new token on GitHub, give it to the server on the page of the operators or by `bookchat keys ' +
        'rotate-github`, which tries it first, and delete the old one on GitHub.',
    },
    {
      name: 'GITHUB_APP_PRIVATE_KEY',
      read: () => secrets.githubAppKey,
      rotation:
        'Make a new private key in the settings of the app on GitHub, set GITHUB_APP_PRIVATE_KEY to it, restart the ' +
        'server, and delete the old one there.',
    },
    {
      name: 'GITHUB_OAUTH_CLIENT_SECRET',
      read: () => secrets.githubClientSecret,
      rotation:
        'Make a new client secret in the settings of the OAuth app on GitHub, set GITHUB_OAUTH_CLIENT_SECRET to it, ' +
        'restart the server, and delete the old one there.',
    },
    {
      name: 'SMTP_URL',
      read: () => (hasPassword(secrets.smtpUrl) ? secrets.smtpUrl : null),
      rotation: 'Change the password at the mail server and in SMTP_URL, and restart the server.',
    },
    {
      name: 'ALERT_WEBHOOK_URL',
      read: () => (holdsKey(secrets.webhookUrl) ? secrets.webhookUrl : null),
      rotation:
        'Have the receiver of the alerts make a new address, set ALERT_WEBHOOK_URL to it, and restart the server.',
    },
    {
      name: 'ALERT_WEBHOOK_SECRET',
      read: () => secrets.webhookSecret,
      rotation:
        'Set ALERT_WEBHOOK_SECRET, and what the receiver checks with, to a new one, and restart the server.',
    },
    ...secrets.others.map(({ name, value }) => ({
      name,
      read: () => value,
      rotation: `Make a new one where it came from, set ${name} to it, and restart the server and whatever else uses it.`,
    })),
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
