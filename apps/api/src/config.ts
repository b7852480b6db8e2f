import { join } from 'node:path';
import type { Severity } from '@bookchat/shared';
import { backupDir } from './config/backup-dir.ts';
import { ConfigError, type ConfigMistake } from './config/config-error.ts';
import { ENVIRONMENT_DEFAULTS, type Environment } from './config/environment-defaults.ts';
import { findContradictions } from './config/find-contradictions.ts';
import { findMistyped } from './config/find-mistyped.ts';
import type { GithubAudience } from './config/value-schemas.ts';
import { COMMON_DEFAULTS, type Variables, variablesSchema } from './config/variables.ts';
import { listOtherSecrets, type OtherSecret, toExpiries } from './config/watched-secrets.ts';

import { webOriginOf } from './lib/github-web-origin.ts';

export { ConfigError } from './config/config-error.ts';
export { listSecretTexts } from './config/list-secret-texts.ts';

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
  readonly auth: {
    /** `open` lets everyone in who is answered at all; `accounts` whoever signs in. */
    readonly mode: Variables['AUTH_MODE'];
  };
  /** Of the open mode: `home` answers only those on this machine; `network` anyone who can reach it. With accounts `none`. */
  readonly openAccess: 'none' | 'home' | 'network';
  readonly dataDir: string;
  /** A file, or `:memory:`. */
  readonly database: string;
  readonly logs: {
    readonly level: Variables['LOG_LEVEL'];
    readonly dir: string;
    /** A file that has grown to this is turned over. */
    readonly fileBytes: number;
    /** How many of those are kept. */
    readonly files: number;
  };
  /** Requests per window and client, by the class of the route. */
  readonly rateLimits: {
    readonly windowSeconds: number;
    readonly writes: number;
    readonly reads: number;
    readonly polls: number;
    readonly searches: number;
    readonly admin: number;
    readonly signIns: number;
    /** Backups made on demand, by all together; per day, whatever the window is. */
    readonly backupsPerDay: number;
  };
  readonly breaches: {
    readonly periodHours: number;
    /** More than these in the period raise a warning. */
    readonly warningAbove: number;
    readonly keepDays: number;
  };
  /** For how long things are kept that have no settings of their own. */
  readonly retention: {
    /** Of messages, in days; null keeps them for good. */
    readonly days: number | null;
    /** Of rooms that have their own. */
    readonly rooms: ReadonlyMap<string, number | null>;
    /** Of alerts, from their end on. */
    readonly alertDays: number;
    readonly metricsMinutesHours: number;
    readonly metricsHoursDays: number;
    /** Of logs that were turned over; null: by their number alone. */
    readonly logDays: number | null;
    /** The largest database that is rebuilt while the server runs; 0: none. */
    readonly rebuildMaxBytes: number;
    /** Where messages go that no archive holds: a database a year. */
    readonly yearlyDir: string;
  };
  readonly archive: {
    readonly isOn: boolean;
    /** Where the archive is while GitHub is not set up. */
    readonly dir: string;
    readonly repository: string | null;
    /** Who writes there, where it is no token. */
    readonly app: { readonly id: string; readonly installationId: string } | null;
    readonly branch: string;
    readonly apiUrl: URL;
    /** What GitHub asks of those who write to it: a pause between two requests, and so many within an hour. */
    readonly writePauseMs: number;
    readonly writesPerHour: number;
    readonly intervalSeconds: number;
    /** Before a history is brought to a repository that everybody can read, it is announced for so long. */
    readonly publicNoticeMinutes: number;
  };
  /** Null where nobody signs in with GitHub. */
  readonly githubSignIn: {
    readonly clientId: string;
    readonly audience: GithubAudience;
    /** Where people see GitHub, without a path. */
    readonly webUrl: URL;
  } | null;
  readonly backups: {
    readonly dir: string;
    readonly copyDir: string | null;
    readonly keep: number;
    /** Without a verified backup for so long, a warning goes out. */
    readonly overdueHours: number;
    readonly beforeUpgrade: boolean;
  };
  /** When each task runs: a pause such as `24h`, or a cron line in UTC. */
  readonly schedules: Readonly<Record<ScheduledTask, string>>;
  /** What is let pass without an alert. */
  readonly thresholds: {
    readonly databaseBytes: number;
    /** Of the disk, as a share of it from 0 to 1. */
    readonly diskFreeWarning: number;
    readonly diskFreeCritical: number;
    readonly eventLoopMs: number;
    /** Held for longer, again and again, it takes no requests of the chat; null: it takes them all. */
    readonly shedMs: number | null;
    readonly slowQueryMs: number;
    readonly keyAgeDays: number;
    /** Before the end of a key or a secret. */
    readonly keyExpiryDays: number;
  };
  /** When watched secrets end, by their variables, as the operator has written down. */
  readonly secretExpiries: ReadonlyMap<string, string>;
  readonly alerts: {
    readonly email: {
      readonly to: readonly string[];
      readonly from: string;
      readonly severity: Severity;
    } | null;
    /** The address itself may hold a key, and so is among the secrets. */
    readonly webhook: { readonly severity: Severity } | null;
    readonly maxPerHour: number;
  };
}

export type ScheduledTask =
  | 'database_backup'
  | 'cleanup_backups'
  | 'restore_drill'
  | 'database_health'
  | 'rate_limits'
  | 'api_keys'
  | 'self_check'
  | 'metrics'
  | 'archive_verify'
  | 'github_access'
  | 'retention';

export interface Secrets {
  /** Null where the operator set none: one is made at the first start. */
  readonly adminToken: string | null;
  readonly githubToken: string | null;
  /** Of the GitHub App, in PEM. */
  readonly githubAppKey: string | null;
  /** Of the OAuth app by which people sign in. */
  readonly githubClientSecret: string | null;
  /** Holds the password of the mail server. */
  readonly smtpUrl: string | null;
  readonly webhookUrl: string | null;
  readonly webhookSecret: string | null;
  /** Of other programs, named to be watched. */
  readonly others: readonly OtherSecret[];
}

/**
 * Reads the configuration from `env` (as in process.env) and nowhere else.
 * @param inFile the names that somebody wrote down for BookChat, and may have mistyped.
 * @throws ConfigError naming every mistake.
 */
export function parseConfig(
  env: Readonly<Record<string, string | undefined>>,
  inFile: readonly string[] = [],
): { config: Config; secrets: Secrets } {
  const { variables, mistakes } = readVariables(withDefaults(env));
  const mistaken = new Set(mistakes.map(({ variable }) => variable));
  mistakes.push(...findContradictions(variables, mistaken));
  mistakes.push(
    ...findMistyped(inFile, [...Object.keys(variablesSchema.shape), ...(variables.WATCHED_SECRETS ?? [])]),
  );
  if (mistakes.length > 0) throw new ConfigError(mistakes);
  const whole = variables as Variables; // without a mistake, every one was read
  return { config: toConfig(whole), secrets: toSecrets(whole, env) };
}

function withDefaults(env: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  const given = withoutEmpty(env);
  const environment = given['NODE_ENV'] ?? 'development';
  const defaults = ENVIRONMENT_DEFAULTS[environment as Environment] ?? ENVIRONMENT_DEFAULTS.development;
  return { ...COMMON_DEFAULTS, ...withoutEmpty(defaults), ...given, NODE_ENV: environment };
}

function withoutEmpty(env: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
}

/** Each variable by itself, so that one that is wrong hides nothing about the others. */
function readVariables(env: Readonly<Record<string, string | undefined>>): {
  variables: Partial<Variables>;
  mistakes: ConfigMistake[];
} {
  const variables: Record<string, unknown> = {};
  const mistakes: ConfigMistake[] = [];
  for (const [variable, schema] of Object.entries(variablesSchema.shape)) {
    const parsed = schema.safeParse(env[variable]);
    if (parsed.success) variables[variable] = parsed.data;
    else mistakes.push(...parsed.error.issues.map(({ message }) => ({ variable, message })));
  }
  return { variables, mistakes };
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
    auth: { mode: variables.AUTH_MODE },
    openAccess: toOpenAccess(variables),
    dataDir,
    database: variables.DATABASE_URL ?? join(dataDir, 'bookchat.db'),
    logs: {
      level: variables.LOG_LEVEL,
      dir: variables.LOG_DIR ?? join(dataDir, 'logs'),
      fileBytes: variables.LOG_FILE_KB * 1024,
      files: variables.LOG_FILES,
    },
    rateLimits: {
      windowSeconds: variables.RATE_LIMIT_WINDOW_SECONDS,
      writes: variables.RATE_LIMIT_MAX_REQUESTS,
      reads: variables.RATE_LIMIT_MAX_READS,
      polls: variables.RATE_LIMIT_MAX_POLLS,
      searches: variables.RATE_LIMIT_MAX_SEARCHES,
      admin: variables.RATE_LIMIT_MAX_ADMIN,
      signIns: variables.RATE_LIMIT_MAX_SIGN_INS,
      backupsPerDay: variables.RATE_LIMIT_MAX_BACKUPS,
    },
    breaches: {
      periodHours: variables.BREACH_PERIOD_HOURS,
      warningAbove: variables.BREACH_WARNING_COUNT,
      keepDays: variables.BREACH_RETENTION_DAYS,
    },
    retention: {
      days: variables.RETENTION_DAYS ?? null,
      rooms: toRoomDays(variables.RETENTION_ROOMS),
      alertDays: variables.ALERT_RETENTION_DAYS,
      metricsMinutesHours: variables.METRICS_RETENTION_HOURS,
      metricsHoursDays: variables.METRICS_RETENTION_DAYS,
      logDays: variables.LOG_RETENTION_DAYS ?? null,
      rebuildMaxBytes: variables.RETENTION_REBUILD_MB * 1024 * 1024,
      yearlyDir: join(dataDir, 'old-messages'),
    },
    archive: {
      isOn: variables.ARCHIVE === 'on',
      dir: join(dataDir, 'archive.git'),
      app: toApp(variables),
      repository: variables.GITHUB_REPOSITORY ?? null,
      branch: variables.GITHUB_BRANCH,
      apiUrl: variables.GITHUB_API_URL,
      writePauseMs: variables.GITHUB_WRITE_PAUSE_MS,
      writesPerHour: variables.GITHUB_WRITES_PER_HOUR,
      intervalSeconds: variables.ARCHIVE_INTERVAL_SECONDS,
      publicNoticeMinutes: variables.ARCHIVE_PUBLIC_NOTICE_MINUTES,
    },
    githubSignIn: toGithubSignIn(variables),
    backups: {
      dir: backupDir(variables),
      copyDir: variables.BACKUP_COPY_DIR ?? null,
      keep: variables.MAX_BACKUPS,
      overdueHours: variables.BACKUP_OVERDUE_HOURS,
      beforeUpgrade: variables.BACKUP_BEFORE_UPGRADE === 'yes',
    },
    schedules: {
      database_backup: variables.SCHEDULE_DATABASE_BACKUP,
      cleanup_backups: variables.SCHEDULE_CLEANUP_BACKUPS,
      restore_drill: variables.SCHEDULE_RESTORE_DRILL,
      database_health: variables.SCHEDULE_DATABASE_HEALTH,
      rate_limits: variables.SCHEDULE_RATE_LIMITS,
      api_keys: variables.SCHEDULE_API_KEYS,
      self_check: variables.SCHEDULE_SELF_CHECK,
      metrics: variables.SCHEDULE_METRICS,
      archive_verify: variables.SCHEDULE_ARCHIVE_VERIFY,
      github_access: variables.SCHEDULE_GITHUB_ACCESS,
      retention: variables.SCHEDULE_RETENTION,
    },
    thresholds: {
      databaseBytes: variables.DATABASE_WARNING_MB * 1024 * 1024,
      diskFreeWarning: variables.DISK_WARNING_PERCENT / 100,
      diskFreeCritical: variables.DISK_CRITICAL_PERCENT / 100,
      eventLoopMs: variables.EVENT_LOOP_WARNING_MS,
      shedMs: variables.EVENT_LOOP_SHED_MS === 0 ? null : variables.EVENT_LOOP_SHED_MS,
      slowQueryMs: variables.SLOW_QUERY_MS,
      keyAgeDays: variables.KEY_ROTATION_DAYS,
      keyExpiryDays: variables.KEY_EXPIRY_WARNING_DAYS,
    },
    secretExpiries: toExpiries(variables.SECRET_EXPIRY),
    alerts: {
      email: toEmail(variables),
      webhook:
        variables.ALERT_WEBHOOK_URL === undefined ? null : { severity: variables.ALERT_WEBHOOK_SEVERITY },
      maxPerHour: variables.ALERT_MAX_PER_HOUR,
    },
  };
}

function toOpenAccess({ AUTH_MODE, ALLOW_OPEN_ACCESS }: Variables): Config['openAccess'] {
  if (AUTH_MODE === 'accounts') return 'none';
  return ALLOW_OPEN_ACCESS === 'yes' ? 'network' : 'home';
}

/** Of items such as `random=90` and `news=never`, which are known to be well formed. */
function toRoomDays(items: readonly string[]): ReadonlyMap<string, number | null> {
  return new Map(
    items.map((item) => {
      const [room = '', days = ''] = item.split('=');
      return [room, days === 'never' ? null : Number(days)];
    }),
  );
}

function toApp({ GITHUB_APP_ID: id, GITHUB_APP_INSTALLATION_ID: installationId }: Variables) {
  return id === undefined || installationId === undefined ? null : { id, installationId };
}

function toGithubSignIn(variables: Variables): Config['githubSignIn'] {
  const { GITHUB_OAUTH_CLIENT_ID: clientId, GITHUB_SIGN_IN: audience, GITHUB_WEB_URL } = variables;
  if (clientId === undefined || audience === undefined) return null;
  return { clientId, audience, webUrl: GITHUB_WEB_URL ?? new URL(webOriginOf(variables.GITHUB_API_URL)) };
}

function toEmail(variables: Variables): Config['alerts']['email'] {
  const { SMTP_URL, ALERT_EMAIL_TO: to, ALERT_EMAIL_SEVERITY: severity } = variables;
  if (SMTP_URL === undefined) return null;
  return { to, from: variables.ALERT_EMAIL_FROM ?? (to[0] as string), severity };
}

function toSecrets(variables: Variables, env: Parameters<typeof parseConfig>[0]): Secrets {
  return {
    adminToken: variables.ADMIN_TOKEN ?? null,
    githubToken: variables.GITHUB_TOKEN ?? null,
    githubAppKey: variables.GITHUB_APP_PRIVATE_KEY ?? null,
    githubClientSecret: variables.GITHUB_OAUTH_CLIENT_SECRET ?? null,
    smtpUrl: variables.SMTP_URL ?? null,
    webhookUrl: variables.ALERT_WEBHOOK_URL?.href ?? null,
    webhookSecret: variables.ALERT_WEBHOOK_SECRET ?? null,
    others: listOtherSecrets(variables.WATCHED_SECRETS, env),
  };
}
