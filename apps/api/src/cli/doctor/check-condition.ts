import type { OpenArchive } from '../../features/archive/index.ts';
import { countOf } from '../../lib/count-of.ts';
import { ageOf, describeAge } from './age-of.ts';
import type { Examination } from './examination.ts';
import { findServer } from './find-server.ts';
import { type Finding, fault, fine, notice } from './finding.ts';

/** As long as the server itself takes before it raises an alert. */
const BEHIND_AFTER_MS = 15 * 60_000;

/** How the archive is kept up, as the server has written it down. */
export async function checkCondition(examination: Examination): Promise<Finding[]> {
  const archive = examination.findArchive();
  if (archive === null) return [];
  const { blockedUntil, lastError, verification } = archive.condition();
  const findings = [judgeBacklog(archive, examination)];
  if (blockedUntil !== null)
    findings.push(
      notice(
        `Nothing is asked of GitHub until ${blockedUntil.toISOString()}, as a limit was reached.`,
        'It goes on by itself after that. If it comes often, look what else uses the same token.',
      ),
    );
  if (lastError !== null)
    findings.push(notice(`The last try, at ${lastError.at}, did not succeed.`, lastError.message));
  if (verification?.same === false)
    findings.push(
      fault(
        `The verification of ${verification.finished_at} found ${countOf(verification.differing, 'difference')} from the database.`,
        'Run `bookchat archive verify`, which names them.',
      ),
    );
  return findings;
}

function judgeBacklog(archive: OpenArchive, { config, clock }: Examination): Finding {
  const { count, oldestAt } = archive.backlog();
  const { lastSuccessAt } = archive.condition();
  const last =
    lastSuccessAt === null
      ? ''
      : ` The last commit was made ${describeAge(ageOf(lastSuccessAt, clock))} ago.`;
  if (count === 0) return fine(`Nothing waits to be archived.${last}`);
  const words = `${countOf(count, 'event')} wait${count === 1 ? 's' : ''} to be archived.${last}`;
  if (oldestAt === null || ageOf(oldestAt, clock) <= BEHIND_AFTER_MS) return fine(words);
  return notice(
    `${words} The oldest waits since ${oldestAt}.`,
    findServer(config.dataDir) === 'running'
      ? 'See at /api/system/tasks whether the task archive is enabled, and how its last run ended.'
      : 'The server archives them once it runs.',
  );
}
