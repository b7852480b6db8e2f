import { DatabaseError } from '../../db/database-error.ts';
import type { WatchedSecretsTable } from '../../db/schema/watched-secrets.ts';
import {
  GITHUB_TOKEN,
  listSecrets,
  prepareFindSecret,
  prepareListKeys,
  toApiKey,
  toWatchedSecret,
  withExpiry,
} from '../../features/keys/index.ts';
import { ageOf, describeAge } from './age-of.ts';
import type { Examination } from './examination.ts';
import { type Finding, fault, fine, notice } from './finding.ts';

/** What of a key or a secret is said. */
interface Held {
  /** At the beginning of a sentence. */
  readonly what: string;
  readonly status: string;
  /** Since when it is the same. */
  readonly since: string | null;
  readonly expires_at: string | null;
  readonly advice: string;
}

/** Keys and secrets that have ended, end soon or want to be changed, as the server has seen them. */
export async function checkKeys(examination: Examination): Promise<Finding[]> {
  try {
    const findings = [...listHeldKeys(examination), ...listHeldSecrets(examination)].flatMap((held) =>
      judge(held, examination),
    );
    return findings.length > 0
      ? findings
      : [fine('No key and no secret has ended, ends soon, or wants to be changed.')];
  } catch (error) {
    if (error instanceof DatabaseError) return []; // which another check tells
    throw error;
  }
}

function judge({ what, status, since, expires_at, advice }: Held, { clock }: Examination): Finding[] {
  const end = expires_at ?? '';
  if (status === 'expired') return [fault(`${what} has ended, at ${end}.`, advice)];
  if (status === 'expiring')
    return [notice(`${what} ends in ${describeAge(Date.parse(end) - clock.now())}, at ${end}.`, advice)];
  if (status === 'rotation_due' && since !== null)
    return [notice(`${what} has been the same for ${describeAge(ageOf(since, clock))}.`, advice)];
  return [];
}

function listHeldKeys({ database, config, clock }: Examination): Held[] {
  return prepareListKeys(database())
    .all({})
    .map((row) => {
      const key = toApiKey(row, limitsOf(config), { now: clock.now(), owner: null, sees: () => true });
      return {
        what: `The API key "${key.name}"`,
        status: key.status,
        since: key.rotated_at ?? key.created_at,
        expires_at: key.expires_at,
        advice:
          key.status === 'expired'
            ? `Make another one with \`bookchat keys create\`, and revoke this one: \`bookchat keys revoke ${key.id}\`.`
            : `Give it a new secret with \`bookchat keys rotate ${key.id}\`, and that to the program that uses it.`,
      };
    });
}

function listHeldSecrets(examination: Examination): Held[] {
  const { database, config, secrets, clock } = examination;
  const find = prepareFindSecret(database());
  const rowOf = (name: string): WatchedSecretsTable | undefined => {
    const row = find.get({ name });
    return row && withExpiry(row, config.secretExpiries.get(name));
  };
  // One that the server has made is a secret as well, and is only known to be there.
  return listSecrets({ config, secrets, adminToken: secrets.adminToken ?? '' })
    .filter(({ name }) => name !== GITHUB_TOKEN || !isAskedForElsewhere(examination))
    .map((secret) => {
      const { name } = secret;
      const parts = { row: rowOf(name), rotatesHere: false };
      const known = toWatchedSecret(secret, parts, limitsOf(config), clock.now());
      return {
        what: name,
        status: known.status,
        since: known.last_rotated_at ?? known.first_seen_at,
        expires_at: known.expires_at,
        advice: known.how_to_rotate,
      };
    });
}

/** GitHub itself is asked about its token, by another check. */
function isAskedForElsewhere({ hasArchive, config }: Examination): boolean {
  return hasArchive && config.archive.repository !== null && config.archive.app === null;
}

function limitsOf({ thresholds }: Examination['config']) {
  return { ageDays: thresholds.keyAgeDays, expiryDays: thresholds.keyExpiryDays };
}
