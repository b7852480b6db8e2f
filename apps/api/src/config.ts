import { join } from 'node:path';
import { ConfigError, type ConfigMistake } from './config/config-error.ts';
import { ENVIRONMENT_DEFAULTS, type Environment } from './config/environment-defaults.ts';
import { isLoopbackHost } from './config/is-loopback-host.ts';
import { COMMON_DEFAULTS, type Variables, variablesSchema } from './config/variables.ts';

export { ConfigError } from './config/config-error.ts';

/** What the server runs with; holds no secret, so all of it may be logged. */
export interface Config {
  readonly environment: Environment;
  readonly http: {
    readonly host: string;
    readonly port: number;
    readonly publicUrl: URL | null;
    readonly trustedProxies: readonly string[];
    readonly corsOrigins: readonly string[];
  };
  /** `home` answers only those on this machine; `network` anyone who can reach it. */
  readonly openAccess: 'home' | 'network';
  readonly dataDir: string;
  /** A file, or `:memory:`. */
  readonly database: string;
  readonly logs: { readonly level: Variables['LOG_LEVEL']; readonly dir: string };
  /** Requests per window and client, by the class of the route. */
  readonly rateLimits: {
    readonly windowSeconds: number;
    readonly writes: number;
    readonly reads: number;
    readonly polls: number;
  };
  readonly archive: {
    readonly repository: string | null;
    readonly branch: string;
    readonly apiUrl: URL;
    readonly intervalSeconds: number;
  };
  readonly backups: { readonly dir: string; readonly copyDir: string | null; readonly keep: number };
}

export interface Secrets {
  /** Null where the operator set none: one is made at the first start. */
  readonly adminToken: string | null;
  readonly githubToken: string | null;
}

/**
 * Reads the configuration from `env` (as in process.env) and nowhere else.
 * @throws ConfigError naming every mistake.
 */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): {
  config: Config;
  secrets: Secrets;
} {
  const variables = readVariables(env);
  const mistakes = findContradictions(variables);
  if (mistakes.length > 0) throw new ConfigError(mistakes);
  return { config: toConfig(variables), secrets: toSecrets(variables) };
}

function readVariables(env: Readonly<Record<string, string | undefined>>): Variables {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const environment = given['NODE_ENV'] ?? 'development';
  const defaults = ENVIRONMENT_DEFAULTS[environment as Environment] ?? ENVIRONMENT_DEFAULTS.development;
  const set = Object.entries(defaults).filter(([, value]) => value !== '');
  const parsed = variablesSchema.safeParse({
    ...COMMON_DEFAULTS,
    ...Object.fromEntries(set),
    ...given,
    NODE_ENV: environment,
  });
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    parsed.error.issues.map((issue) => ({ variable: String(issue.path[0]), message: issue.message })),
  );
}

function findContradictions(variables: Variables): ConfigMistake[] {
  const mistakes: ConfigMistake[] = [];
  if (!isLoopbackHost(variables.HOST) && variables.ALLOW_OPEN_ACCESS !== 'yes')
    mistakes.push({
      variable: 'HOST',
      message:
        `is ${variables.HOST}, which other machines can reach, and this version has no accounts: anyone there could ` +
        'read and write. Set HOST=127.0.0.1, or ALLOW_OPEN_ACCESS=yes if that is what you want.',
    });
  if (variables.GITHUB_REPOSITORY !== undefined && variables.GITHUB_TOKEN === undefined)
    mistakes.push({
      variable: 'GITHUB_TOKEN',
      message: 'is missing, and GITHUB_REPOSITORY cannot be written without it',
    });
  return mistakes;
}

function toConfig(variables: Variables): Config {
  const dataDir = variables.DATA_DIR;
  return {
    environment: variables.NODE_ENV,
    http: {
      host: variables.HOST,
      port: variables.PORT,
      publicUrl: variables.PUBLIC_URL ?? null,
      trustedProxies: variables.TRUSTED_PROXIES,
      corsOrigins: variables.CORS_ORIGINS,
    },
    openAccess: variables.ALLOW_OPEN_ACCESS === 'yes' ? 'network' : 'home',
    dataDir,
    database: variables.DATABASE_URL ?? join(dataDir, 'bookchat.db'),
    logs: { level: variables.LOG_LEVEL, dir: variables.LOG_DIR ?? join(dataDir, 'logs') },
    rateLimits: {
      windowSeconds: variables.RATE_LIMIT_WINDOW_SECONDS,
      writes: variables.RATE_LIMIT_MAX_REQUESTS,
      reads: variables.RATE_LIMIT_MAX_READS,
      polls: variables.RATE_LIMIT_MAX_POLLS,
    },
    archive: {
      repository: variables.GITHUB_REPOSITORY ?? null,
      branch: variables.GITHUB_BRANCH,
      apiUrl: variables.GITHUB_API_URL,
      intervalSeconds: variables.ARCHIVE_INTERVAL_SECONDS,
    },
    backups: {
      dir: variables.BACKUP_DIR ?? join(dataDir, 'backups'),
      copyDir: variables.BACKUP_COPY_DIR ?? null,
      keep: variables.MAX_BACKUPS,
    },
  };
}

function toSecrets(variables: Variables): Secrets {
  return { adminToken: variables.ADMIN_TOKEN ?? null, githubToken: variables.GITHUB_TOKEN ?? null };
}
