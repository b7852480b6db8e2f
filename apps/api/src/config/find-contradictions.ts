import { join } from 'node:path';
import { backupDir } from './backup-dir.ts';
import type { ConfigMistake } from './config-error.ts';
import { isLoopbackHost } from './is-loopback-host.ts';
import { type Variables, variablesSchema } from './variables.ts';
import { isWatchedByItself } from './watched-secrets.ts';

const LOCAL_NAMES = ['localhost', '127.0.0.1', '[::1]'];

/** What a variable must not be beside another. Those that are wrong by themselves are in `mistaken`, not in `variables`. */
export function findContradictions(
  variables: Partial<Variables>,
  mistaken: ReadonlySet<string>,
): ConfigMistake[] {
  return [
    ...(mistaken.has('ALLOW_OPEN_ACCESS') || mistaken.has('AUTH_MODE') ? [] : leavesHome(variables)),
    ...(mistaken.has('GITHUB_TOKEN') ? [] : archivesWithoutAccess(variables, mistaken)),
    ...signsInHalfSetUp(variables, mistaken),
    ...(mistaken.has('SMTP_URL') || mistaken.has('ALERT_EMAIL_TO') ? [] : mailsHalfSetUp(variables)),
    ...(mistaken.has('ALERT_WEBHOOK_URL') ? [] : signsNothing(variables)),
    ...copiesOntoItself(variables),
    ...keepsBackupsAmongOthers(variables),
    ...alarmsBeforeWarning(variables),
    ...forgetsTooSoon(variables),
    ...keepsRoomTwice(variables),
    ...watchesItself(variables),
    ...endsUnwatched(variables),
  ];
}

function leavesHome({ AUTH_MODE, ALLOW_OPEN_ACCESS, HOST, PUBLIC_URL }: Partial<Variables>): ConfigMistake[] {
  if (AUTH_MODE === 'accounts' || ALLOW_OPEN_ACCESS === 'yes') return [];
  const mistakes: ConfigMistake[] = [];
  if (HOST !== undefined && !isLoopbackHost(HOST))
    mistakes.push({
      variable: 'HOST',
      message:
        `is ${HOST}, and with AUTH_MODE=open anyone who reaches the server can read and write, so without ` +
        'ALLOW_OPEN_ACCESS=yes it listens on 127.0.0.1, ::1 or localhost alone. Set AUTH_MODE=accounts, set HOST to one ' +
        'of these, or set ALLOW_OPEN_ACCESS=yes if that is what you want.',
    });
  if (PUBLIC_URL !== undefined && !LOCAL_NAMES.includes(PUBLIC_URL.hostname))
    mistakes.push({
      variable: 'PUBLIC_URL',
      message:
        `names ${PUBLIC_URL.host}, and with AUTH_MODE=open and without ALLOW_OPEN_ACCESS=yes the server answers to ` +
        'localhost, 127.0.0.1 and [::1] only. Set AUTH_MODE=accounts, unset PUBLIC_URL, or set ALLOW_OPEN_ACCESS=yes if ' +
        'that is what you want.',
    });
  return mistakes;
}

const APP = ['GITHUB_APP_ID', 'GITHUB_APP_INSTALLATION_ID', 'GITHUB_APP_PRIVATE_KEY'] as const;

/** A token, or an app with all that belongs to it, and not both. */
function archivesWithoutAccess(
  variables: Partial<Variables>,
  mistaken: ReadonlySet<string>,
): ConfigMistake[] {
  if (APP.some((name) => mistaken.has(name))) return [];
  const given = APP.filter((name) => variables[name] !== undefined);
  const missing = APP.filter((name) => variables[name] === undefined);
  const { GITHUB_REPOSITORY, GITHUB_TOKEN } = variables;
  if (given.length > 0 && missing.length > 0)
    return missing.map((variable) => ({ variable, message: `is missing beside ${given.join(' and ')}` }));
  if (given.length > 0 && GITHUB_TOKEN !== undefined)
    return [{ variable: 'GITHUB_TOKEN', message: 'and GITHUB_APP_ID are both set: unset one of them' }];
  if (GITHUB_REPOSITORY === undefined || GITHUB_TOKEN !== undefined || given.length > 0) return [];
  return [
    {
      variable: 'GITHUB_TOKEN',
      message: 'is missing, and GITHUB_REPOSITORY cannot be written without it',
    },
  ];
}

const SIGN_IN = ['GITHUB_OAUTH_CLIENT_ID', 'GITHUB_OAUTH_CLIENT_SECRET', 'GITHUB_SIGN_IN'] as const;

/** All three or none; and where GitHub is asked who may come in, something to ask it with. */
function signsInHalfSetUp(variables: Partial<Variables>, mistaken: ReadonlySet<string>): ConfigMistake[] {
  if (SIGN_IN.some((name) => mistaken.has(name))) return [];
  const given = SIGN_IN.filter((name) => variables[name] !== undefined);
  const missing = SIGN_IN.filter((name) => variables[name] === undefined);
  if (given.length === 0) return [];
  if (missing.length > 0)
    return missing.map((variable) => ({ variable, message: `is missing beside ${given.join(' and ')}` }));
  return asksWithoutAccess(variables, mistaken);
}

function asksWithoutAccess(variables: Partial<Variables>, mistaken: ReadonlySet<string>): ConfigMistake[] {
  const { GITHUB_SIGN_IN: audience, GITHUB_REPOSITORY, GITHUB_TOKEN, GITHUB_APP_ID } = variables;
  if (audience?.kind === 'collaborators' && GITHUB_REPOSITORY === undefined)
    return mistaken.has('GITHUB_REPOSITORY')
      ? []
      : [
          {
            variable: 'GITHUB_REPOSITORY',
            message: 'is missing, and GITHUB_SIGN_IN means its collaborators',
          },
        ];
  if (audience?.kind !== 'org' || mistaken.has('GITHUB_TOKEN')) return [];
  if (GITHUB_TOKEN !== undefined) return [];
  if (GITHUB_APP_ID !== undefined && GITHUB_REPOSITORY !== undefined) return [];
  const message = `is missing: nobody but a member can ask who else is in ${audience.org}, as GITHUB_SIGN_IN says`;
  return [{ variable: 'GITHUB_TOKEN', message }];
}

function mailsHalfSetUp({ SMTP_URL, ALERT_EMAIL_TO = [] }: Partial<Variables>): ConfigMistake[] {
  if (SMTP_URL !== undefined && ALERT_EMAIL_TO.length === 0)
    return [{ variable: 'ALERT_EMAIL_TO', message: 'is missing: SMTP_URL is set, but nobody to write to' }];
  if (SMTP_URL === undefined && ALERT_EMAIL_TO.length > 0)
    return [{ variable: 'SMTP_URL', message: 'is missing, and ALERT_EMAIL_TO cannot be reached without it' }];
  return [];
}

function signsNothing({ ALERT_WEBHOOK_URL, ALERT_WEBHOOK_SECRET }: Partial<Variables>): ConfigMistake[] {
  if (ALERT_WEBHOOK_SECRET === undefined || ALERT_WEBHOOK_URL !== undefined) return [];
  return [
    {
      variable: 'ALERT_WEBHOOK_URL',
      message: 'is missing, and ALERT_WEBHOOK_SECRET signs nothing without it',
    },
  ];
}

function copiesOntoItself(variables: Partial<Variables>): ConfigMistake[] {
  const { BACKUP_COPY_DIR } = variables;
  if (BACKUP_COPY_DIR === undefined || BACKUP_COPY_DIR !== backupDir(variables)) return [];
  return [
    {
      variable: 'BACKUP_COPY_DIR',
      message: 'is the folder of the backups themselves. Set it to one on another disk, or leave it out.',
    },
  ];
}

/** Whatever else is in the folder of the backups is listed as a broken one, for ever. */
function keepsBackupsAmongOthers(variables: Partial<Variables>): ConfigMistake[] {
  const { BACKUP_DIR, DATA_DIR, LOG_DIR } = variables;
  if (BACKUP_DIR === undefined || DATA_DIR === undefined) return [];
  const others = { DATA_DIR, LOG_DIR: LOG_DIR ?? join(DATA_DIR, 'logs') };
  const [taken] = Object.entries(others).find(([, path]) => path === BACKUP_DIR) ?? [];
  if (taken === undefined) return [];
  const message = `is the folder of ${taken}. Set it to one that holds nothing but backups, or leave it out.`;
  return [{ variable: 'BACKUP_DIR', message }];
}

function alarmsBeforeWarning({
  DISK_WARNING_PERCENT: warning,
  DISK_CRITICAL_PERCENT: critical,
}: Partial<Variables>): ConfigMistake[] {
  if (warning === undefined || critical === undefined || critical <= warning) return [];
  const message = `is ${critical}, more than DISK_WARNING_PERCENT (${warning}): the warning would never come before it`;
  return [{ variable: 'DISK_CRITICAL_PERCENT', message }];
}

function forgetsTooSoon({
  BREACH_RETENTION_DAYS: days,
  BREACH_PERIOD_HOURS: hours,
}: Partial<Variables>): ConfigMistake[] {
  if (days === undefined || hours === undefined || days * 24 >= hours) return [];
  const message = `is ${days}, shorter than the ${hours} hours of BREACH_PERIOD_HOURS, which are summed up from what is kept`;
  return [{ variable: 'BREACH_RETENTION_DAYS', message }];
}

function keepsRoomTwice({ RETENTION_ROOMS = [] }: Partial<Variables>): ConfigMistake[] {
  const rooms = RETENTION_ROOMS.map((item) => item.split('=', 1)[0] ?? '');
  const twice = [...new Set(rooms.filter((room, index) => rooms.indexOf(room) !== index))];
  if (twice.length === 0) return [];
  return [{ variable: 'RETENTION_ROOMS', message: `names ${twice.join(', ')} more than once` }];
}

/** What is watched is kept out of every text, which would be of no use with a port or the name of a folder. */
function watchesItself({ WATCHED_SECRETS = [] }: Partial<Variables>): ConfigMistake[] {
  const ours = WATCHED_SECRETS.filter((name) => name in variablesSchema.shape);
  if (ours.length === 0) return [];
  const message = `names ${ours.join(', ')}, which BookChat itself uses: its own secrets are watched already`;
  return [{ variable: 'WATCHED_SECRETS', message }];
}

function endsUnwatched({ SECRET_EXPIRY = [], WATCHED_SECRETS = [] }: Partial<Variables>): ConfigMistake[] {
  const names = SECRET_EXPIRY.map((item) => item.split('=', 1)[0] ?? '');
  const unwatched = names.filter((name) => !isWatchedByItself(name) && !WATCHED_SECRETS.includes(name));
  if (unwatched.length === 0) return [];
  const message = `names ${unwatched.join(', ')}, which nobody watches: add it to WATCHED_SECRETS`;
  return [{ variable: 'SECRET_EXPIRY', message }];
}
