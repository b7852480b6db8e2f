import { describeAge } from './age-of.ts';
import type { Examination } from './examination.ts';
import { type Finding, fault, fine, notice } from './finding.ts';

const NOTICE_MS = 30_000;
/** An App's signature is refused by then: https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app */
const FAULT_MS = 5 * 60_000;
const SET_IT =
  'Set the clock of this machine, and have it follow a time server (`timedatectl set-ntp true` on most Linux systems).';

/** Compares the clock of this machine with others', where there are any. */
export async function checkClock(examination: Examination): Promise<Finding[]> {
  return [...(await compareWithGithub(examination)), compareWithMessages(examination)].flat();
}

async function compareWithGithub({ hasArchive, github, config }: Examination): Promise<Finding[]> {
  if (!hasArchive || config.archive.repository === null) return [];
  const ahead = (await github())?.clockAheadMs ?? null;
  if (ahead === null)
    return [notice('It could not be compared with the clock of GitHub.', 'See what is said of GitHub.')];
  return [judgeClock(ahead)];
}

/** @param aheadMs by how much this machine is ahead of GitHub. */
export function judgeClock(aheadMs: number): Finding {
  const off = Math.abs(aheadMs);
  if (off <= NOTICE_MS) return fine('It goes by the same time as the clock of GitHub.');
  const words = `It is ${describeOff(off)} ${aheadMs > 0 ? 'ahead of' : 'behind'} the clock of GitHub.`;
  return off > FAULT_MS ? fault(words, SET_IT) : notice(words, SET_IT);
}

function describeOff(ms: number): string {
  return ms < 2 * 60_000 ? `${Math.round(ms / 1_000)} seconds` : describeAge(ms);
}

function compareWithMessages({ database, clock }: Examination): Finding[] {
  const newest = findNewest(database);
  if (newest === null) return [];
  const fromFutureMs = Date.parse(newest) - clock.now();
  if (fromFutureMs <= NOTICE_MS) return [fine('No message is from the future.')];
  return [
    notice(
      `The newest message is from ${newest}, ${describeOff(fromFutureMs)} ahead of now.`,
      `The clock was ahead then, or is behind now. ${SET_IT}`,
    ),
  ];
}

/** Null where there is none, or the database cannot be read, as its own check says. */
function findNewest(database: Examination['database']): string | null {
  try {
    const newest = database().prepareRead<object, { created_at: string }>((db) =>
      db.selectFrom('messages').select('created_at').orderBy('position', 'desc').limit(1),
    );
    return newest.get({})?.created_at ?? null;
  } catch {
    return null;
  }
}
