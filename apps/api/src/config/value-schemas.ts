import { createPrivateKey } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import { resolve } from 'node:path';
import { roomNameSchema } from '@bookchat/shared';
import * as z from 'zod/mini';
import { neverComes, parseSchedule } from '../lib/parse-schedule.ts';

/** A century. */
export const MAX_RETENTION_DAYS = 36_500;

export function oneOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values, { error: `must be one of ${values.join(', ')}` });
}

export function wholeNumber(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.pipe(
    z.string().check(z.regex(/^\d{1,12}$/, error)),
    z.pipe(z.transform(Number), z.number().check(z.minimum(least, error), z.maximum(most, error))),
  );
}

export function folder() {
  return z.pipe(
    z.string(),
    z.transform((path: string) => resolve(path)),
  );
}

export function webAddress() {
  return z.pipe(
    z.string().check(
      z.refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), {
        error: 'must be an address such as https://chat.example.org',
      }),
    ),
    z.transform((text: string) => new URL(text)),
  );
}

export function databaseUrl() {
  return z.literal(':memory:', {
    error: 'must be unset (SQLite in DATA_DIR) or :memory:. PostgreSQL is not supported by this version.',
  });
}

/** A pause such as `24h`, or a cron line in UTC. */
export function schedule() {
  return z.string().check(
    z.refine((text) => parseSchedule(text) !== null, {
      error: ({ input }) =>
        neverComes(String(input))
          ? 'is a time that never comes: there is no such day'
          : 'must be a pause such as 30s, 15m, 24h or 7d, or the five fields of a cron line in UTC',
    }),
  );
}

export function secret(minLength: number) {
  return z
    .string()
    .check(
      z.regex(
        new RegExp(`^[\\x21-\\x7e]{${minLength},}$`),
        `must be ${minLength} or more printable ASCII characters without spaces`,
      ),
    );
}

export function mailServer() {
  const error = 'must be the address of a mail server such as smtps://user:password@mail.example.org';
  return z
    .string()
    .check(z.refine((text) => URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol), { error }));
}

export function mailAddress() {
  return z.string().check(z.refine(isMailAddress, { error: 'must be an e-mail address' }));
}

export function isMailAddress(text: string): boolean {
  return z.email().safeParse(text).success;
}

export function listOf(isItem: (item: string) => boolean, error: string) {
  return z.pipe(
    z.pipe(
      z.string(),
      z.transform((text: string) =>
        text
          .split(',')
          .map((item) => item.trim())
          .filter((item) => item !== ''),
      ),
    ),
    z.array(z.string()).check(z.refine((items) => items.every(isItem), { error })),
  );
}

export function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

export function isAddressOrSubnet(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  if (prefix === undefined) return true;
  try {
    new BlockList().addSubnet(
      address,
      /^[1-9]\d{0,2}$/.test(prefix) ? Number(prefix) : -1, // 0 would believe everyone
      family === 6 ? 'ipv6' : 'ipv4',
    );
    return true;
  } catch {
    return false; // a prefix that the address family does not have
  }
}

/** A key in PEM, as GitHub gives it; with `\\n` for its line ends where it stands in one line. */
export function privateKey() {
  return z.pipe(
    z.pipe(
      z.string(),
      z.transform((text: string) => `${text.replaceAll('\\n', '\n').trim()}\n`),
    ),
    z.string().check(
      z.refine(isPrivateKey, {
        error:
          'must be a private key in PEM, from "-----BEGIN RSA PRIVATE KEY-----" to its end, line ends as \\n',
      }),
    ),
  );
}

function isPrivateKey(text: string): boolean {
  try {
    return createPrivateKey(text).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}

/** Whom GitHub lets in: those who may read a repository, an organization, or people by their logins. */
export type GithubAudience =
  | { readonly kind: 'collaborators' }
  | { readonly kind: 'org'; readonly org: string }
  | { readonly kind: 'list'; readonly logins: readonly string[] };

/** As GitHub makes them; those of managed users end in an underscore and a short code. */
const GITHUB_LOGIN = /^[a-z\d](?:[a-z\d_-]{0,62}[a-z\d])?$/i;

export function githubAudience() {
  const error = 'must be collaborators, org:<name of an organization>, or logins separated by commas';
  return z.pipe(
    z.pipe(z.string(), z.transform(toAudience)),
    z.custom<GithubAudience>((audience) => audience !== null, { error }),
  );
}

function toAudience(text: string): GithubAudience | null {
  if (text === 'collaborators') return { kind: 'collaborators' };
  if (text.startsWith('org:')) {
    const org = text.slice('org:'.length);
    return GITHUB_LOGIN.test(org) ? { kind: 'org', org } : null;
  }
  const logins = text
    .split(',')
    .map((login) => login.trim().toLowerCase())
    .filter((login) => login !== '');
  const isKnown = logins.length > 0 && logins.every((login) => GITHUB_LOGIN.test(login));
  return isKnown ? { kind: 'list', logins } : null;
}

export function isVariableName(text: string): boolean {
  return /^[A-Za-z_]\w*$/.test(text);
}

/** As in `OPENAI_API_KEY=2027-06-30`. */
export function isVariableWithDay(text: string): boolean {
  const [name = '', day = '', ...rest] = text.split('=');
  return isVariableName(name) && rest.length === 0 && z.iso.date().safeParse(day).success;
}

/** As in `random=90` or `news=never`. */
export function isRoomWithDays(text: string): boolean {
  const [room = '', days = '', ...rest] = text.split('=');
  const isKnown = days === 'never' || (/^[1-9]\d{0,4}$/.test(days) && Number(days) <= MAX_RETENTION_DAYS);
  return rest.length === 0 && isKnown && roomNameSchema.safeParse(room).success;
}
