import type { Check } from './check.ts';
import { checkAlerts } from './check-alerts.ts';
import { checkBackups } from './check-backups.ts';
import { checkClock } from './check-clock.ts';
import { checkCondition } from './check-condition.ts';
import { checkDataDir } from './check-data-dir.ts';
import { checkDatabase } from './check-database.ts';
import { checkDisks } from './check-disks.ts';
import { checkGit } from './check-git.ts';
import { checkGithub } from './check-github.ts';
import { checkKeys } from './check-keys.ts';
import { checkOpenAlerts } from './check-open-alerts.ts';
import { checkPages } from './check-pages.ts';
import { checkServer } from './check-server.ts';
import { checkStanding } from './check-standing.ts';

const OF_DATABASE = /^DATA(?:_DIR|BASE_URL)$/;
const OF_BACKUPS = /^(?:DATA_DIR|DATABASE_URL|BACKUP_(?:DIR|COPY_DIR|OVERDUE_HOURS))$/;
const OF_ARCHIVE = /^(?:DATA_DIR|DATABASE_URL|ARCHIVE|GITHUB_.*)$/;

/** In the order in which they are told; what comes first may be why others fail. */
export const CHECKS: readonly Check[] = [
  { about: 'Data folder', settings: /^DATA_DIR$/, run: checkDataDir },
  { about: 'Disk', settings: /^(?:DATA_DIR|BACKUP_DIR|BACKUP_COPY_DIR|LOG_DIR|DISK_.*)$/, run: checkDisks },
  { about: 'Server', settings: /^DATA_DIR$/, run: checkServer },
  { about: 'Database', settings: OF_DATABASE, run: checkDatabase },
  { about: 'Database', settings: OF_DATABASE, run: checkPages },
  { about: 'Backups', settings: OF_BACKUPS, run: checkBackups },
  { about: 'Git', settings: /^(?:ARCHIVE|GITHUB_REPOSITORY)$/, run: checkGit },
  { about: 'GitHub', settings: OF_ARCHIVE, run: checkGithub },
  { about: 'Archive', settings: OF_ARCHIVE, run: checkStanding },
  { about: 'Archive', settings: OF_ARCHIVE, run: checkCondition },
  {
    about: 'Keys',
    settings: /^(?:DATA_DIR|DATABASE_URL|KEY_.*|SECRET_EXPIRY|WATCHED_SECRETS)$/,
    run: checkKeys,
  },
  { about: 'Alerts', settings: OF_DATABASE, run: checkOpenAlerts },
  { about: 'Alerts', settings: /^(?:SMTP|ALERT)_/, run: checkAlerts },
  { about: 'Clock', settings: OF_ARCHIVE, run: checkClock },
];
