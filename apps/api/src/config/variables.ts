import { BlockList, isIP } from 'node:net';
import { resolve } from 'node:path';
import * as z from 'zod/mini';
import { ENVIRONMENTS } from './environment-defaults.ts';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export const MIN_ADMIN_TOKEN_LENGTH = 32;

/** Every variable that BookChat reads, as text from the environment; an empty one counts as not set. */
export const variablesSchema = z.object({
  NODE_ENV: oneOf(ENVIRONMENTS),
  PORT: wholeNumber(0, 65_535),
  HOST: z.string().check(z.regex(/^[\w.:-]+$/, 'must be a host name or an IP address without a port')),
  PUBLIC_URL: z.optional(webAddress()),
  DATA_DIR: folder(),
  DATABASE_URL: z.optional(databaseUrl()),
  ALLOW_OPEN_ACCESS: z.optional(oneOf(['yes', 'no'])),
  ADMIN_TOKEN: z.optional(
    z
      .string()
      .check(
        z.regex(
          new RegExp(`^[\\x21-\\x7e]{${MIN_ADMIN_TOKEN_LENGTH},}$`),
          `must be ${MIN_ADMIN_TOKEN_LENGTH} or more printable ASCII characters without spaces`,
        ),
      ),
  ),
  TRUSTED_PROXIES: listOf(
    isAddressOrSubnet,
    'must be IP addresses or subnets (10.0.0.0/8), separated by commas, and none that holds everyone (/0)',
  ),
  CORS_ORIGINS: listOf(isOrigin, 'must be origins such as https://app.example.org, separated by commas'),
  LOG_LEVEL: oneOf(LOG_LEVELS),
  LOG_DIR: z.optional(folder()),
  RATE_LIMIT_MAX_REQUESTS: wholeNumber(1, 1_000_000_000),
  RATE_LIMIT_MAX_READS: wholeNumber(1, 1_000_000_000),
  RATE_LIMIT_MAX_POLLS: wholeNumber(1, 1_000_000_000),
  RATE_LIMIT_WINDOW_SECONDS: wholeNumber(1, 86_400),
  GITHUB_TOKEN: z.optional(z.string().check(z.regex(/^\S+$/, 'must not hold spaces'))),
  GITHUB_REPOSITORY: z.optional(
    z.string().check(z.regex(/^[\w.-]+\/[\w.-]+$/, 'must be owner/name, for example acme/conversation')),
  ),
  GITHUB_BRANCH: z.string().check(z.regex(/^[\w][\w./-]*$/, 'must be the name of a branch')),
  GITHUB_API_URL: webAddress(),
  ARCHIVE_INTERVAL_SECONDS: wholeNumber(5, 86_400),
  BACKUP_DIR: z.optional(folder()),
  BACKUP_COPY_DIR: z.optional(folder()),
  MAX_BACKUPS: wholeNumber(1, 10_000),
});

export type Variables = z.infer<typeof variablesSchema>;

/** The defaults that are the same in every environment. */
export const COMMON_DEFAULTS: Partial<Record<keyof Variables, string>> = {
  DATA_DIR: 'data',
  TRUSTED_PROXIES: '',
  CORS_ORIGINS: '',
  RATE_LIMIT_MAX_READS: '1200',
  RATE_LIMIT_MAX_POLLS: '6000',
  RATE_LIMIT_WINDOW_SECONDS: '60',
  GITHUB_BRANCH: 'main',
  GITHUB_API_URL: 'https://api.github.com',
  ARCHIVE_INTERVAL_SECONDS: '30',
  MAX_BACKUPS: '10',
};

function oneOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values, { error: `must be one of ${values.join(', ')}` });
}

function wholeNumber(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.pipe(
    z.string().check(z.regex(/^\d{1,12}$/, error)),
    z.pipe(z.transform(Number), z.number().check(z.minimum(least, error), z.maximum(most, error))),
  );
}

function folder() {
  return z.pipe(
    z.string(),
    z.transform((path: string) => resolve(path)),
  );
}

function webAddress() {
  return z.pipe(
    z.string().check(
      z.refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), {
        error: 'must be an address such as https://chat.example.org',
      }),
    ),
    z.transform((text: string) => new URL(text)),
  );
}

function databaseUrl() {
  return z.literal(':memory:', {
    error: 'must be unset (SQLite in DATA_DIR) or :memory:. PostgreSQL is not supported by this version.',
  });
}

function listOf(isItem: (item: string) => boolean, error: string) {
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

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

function isAddressOrSubnet(text: string): boolean {
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
