import type { Secrets } from '../config.ts';

/** Shorter ones give too little away to be worth what their removal would do to every other text. */
const MIN_PASSWORD_LENGTH = 4;
/** What is shorter may be a word that every text has. */
const MIN_OTHER_LENGTH = 8;
/** What a piece of an address must have to be taken for a key. */
const MIN_KEY_LENGTH = 16;

/**
 * Every text that gives a secret away: each secret whole, and the parts that others repeat alone, as a mail server
 * does with a password and a proxy with a path.
 */
export function listSecretTexts(secrets: Secrets): string[] {
  const { adminToken, githubToken, githubAppKey, githubClientSecret, smtpUrl, webhookUrl, webhookSecret } =
    secrets;
  const whole = [
    adminToken,
    githubToken,
    githubAppKey,
    githubClientSecret,
    smtpUrl,
    webhookUrl,
    webhookSecret,
  ].filter((text) => text !== null);
  return [
    ...whole,
    ...linesOf(githubAppKey),
    ...partsOf(smtpUrl),
    ...partsOf(webhookUrl),
    ...secrets.others.flatMap(({ value }) =>
      value !== null && value.length >= MIN_OTHER_LENGTH ? [value] : [],
    ),
  ];
}

/** A key that stands in several lines is told line by line. */
function linesOf(key: string | null): string[] {
  return (key ?? '').split('\n').filter((line) => line.length >= MIN_KEY_LENGTH && !line.startsWith('-----'));
}

function partsOf(address: string | null): string[] {
  if (address === null) return [];
  const { username, password, pathname, search, searchParams } = new URL(address);
  const path = `${pathname}${search}`;
  const keys = [path, ...pathname.split('/'), ...searchParams.values()];
  return [
    ...signInTexts(decode(username), decode(password)),
    ...(password.length < MIN_PASSWORD_LENGTH ? [] : [password]),
    ...keys.filter((key) => key.length >= MIN_KEY_LENGTH),
  ];
}

/** As they stand in `AUTH PLAIN` (RFC 4616) and in `Authorization: Basic` (RFC 7617), which are sent in Base64. */
function signInTexts(user: string, password: string): string[] {
  if (password.length < MIN_PASSWORD_LENGTH) return [];
  return [`\0${user}\0${password}`, `${user}:${password}`, password];
}

/** A `%` that no two digits follow stands for itself in an address. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
