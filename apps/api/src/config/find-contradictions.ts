import { join } from 'node:path';
import { backupDir } from './backup-dir.ts';
import type { ConfigMistake } from './config-error.ts';
import { isLoopbackHost } from './is-loopback-host.ts';
import type { Variables } from './variables.ts';

const LOCAL_NAMES = ['localhost', '127.0.0.1', '[::1]'];

/** What a variable must not be beside another. Those that are wrong by themselves are in `mistaken`, not in `variables`. */
export function findContradictions(
  variables: Partial<Variables>,
  mistaken: ReadonlySet<string>,
): ConfigMistake[] {
  return [
    ...(mistaken.has('ALLOW_OPEN_ACCESS') || variables.ALLOW_OPEN_ACCESS === 'yes'
      ? []
      : leavesHome(variables)),
    ...(mistaken.has('GITHUB_TOKEN') ? [] : archivesWithoutToken(variables)),
    ...(mistaken.has('SMTP_URL') || mistaken.has('ALERT_EMAIL_TO') ? [] : mailsHalfSetUp(variables)),
    ...(mistaken.has('ALERT_WEBHOOK_URL') ? [] : signsNothing(variables)),
    ...copiesOntoItself(variables),
    ...keepsBackupsAmongOthers(variables),
    ...alarmsBeforeWarning(variables),
    ...forgetsTooSoon(variables),
  ];
}

function leavesHome({ HOST, PUBLIC_URL }: Partial<Variables>): ConfigMistake[] {
  const mistakes: ConfigMistake[] = [];
  if (HOST !== undefined && !isLoopbackHost(HOST))
    mistakes.push({
      variable: 'HOST',
      message:
        `is ${HOST}. This version has no accounts: anyone who reaches the server can read and write, so without ` +
        'ALLOW_OPEN_ACCESS=yes it listens on 127.0.0.1, ::1 or localhost alone. Set HOST to one of these, or ' +
        'ALLOW_OPEN_ACCESS=yes if that is what you want.',
    });
  if (PUBLIC_URL !== undefined && !LOCAL_NAMES.includes(PUBLIC_URL.hostname))
    mistakes.push({
      variable: 'PUBLIC_URL',
      message:
        `names ${PUBLIC_URL.host}, and without ALLOW_OPEN_ACCESS=yes the server answers to localhost, 127.0.0.1 and ` +
        '[::1] only, because it has no accounts. Unset it, or set ALLOW_OPEN_ACCESS=yes if that is what you want.',
    });
  return mistakes;
}

function archivesWithoutToken({ GITHUB_REPOSITORY, GITHUB_TOKEN }: Partial<Variables>): ConfigMistake[] {
  if (GITHUB_REPOSITORY === undefined || GITHUB_TOKEN !== undefined) return [];
  return [
    {
      variable: 'GITHUB_TOKEN',
      message: 'is missing, and GITHUB_REPOSITORY cannot be written without it',
    },
  ];
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
