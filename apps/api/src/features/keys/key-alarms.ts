import type { ApiKeysTable } from '../../db/schema/api-keys.ts';
import type { Alarm, Alarms } from '../../plugins/alarms.ts';
import { DAY_MS, type Limits, sinceOf, statusOf } from './to-api-key.ts';

interface Parts {
  readonly alarms: Alarms;
  readonly limits: Limits;
  readonly now: () => number;
}

/** Warns of keys that want a new secret or have ended, and takes that back once it is put right. */
export function createKeyAlarms({ alarms, limits, now }: Parts) {
  let known: ReadonlySet<string> = new Set();

  /** @param keys all that there are. */
  return (keys: readonly ApiKeysTable[]): void => {
    const ids = new Set(keys.map(({ id }) => id));
    for (const id of known) if (!ids.has(id)) clear(id);
    known = ids;
    for (const key of keys) judge(key);
  };

  function judge(key: ApiKeysTable): void {
    const status = statusOf(key, limits, now());
    if (status === 'rotation_due') {
      alarms.clear(expiryCause(key.id));
      alarms.raise(tooOld(key, limits, now()));
    } else if (status === 'expiring' || status === 'expired') {
      alarms.clear(ageCause(key.id)); // one of them is enough to say what to do
      alarms.raise(status === 'expired' ? ended(key) : ending(key, now()));
    } else clear(key.id);
  }

  function clear(id: string): void {
    alarms.clear(ageCause(id));
    alarms.clear(expiryCause(id));
  }
}

function ageCause(id: string): string {
  return `api_key_age.${id}`;
}

function expiryCause(id: string): string {
  return `api_key_expiry.${id}`;
}

function tooOld(key: ApiKeysTable, { ageDays: limit }: Limits, now: number): Alarm {
  const days = Math.floor((now - Date.parse(sinceOf(key))) / DAY_MS);
  return {
    cause: ageCause(key.id),
    severity: 'WARNING',
    title: `The API key "${key.name}" has had the same secret for ${days} days`,
    message:
      `${limit} days are the limit (KEY_ROTATION_DAYS): the longer a secret is in use, the more places may hold a copy. ` +
      `${howToRotate(key)} This ends by itself then.`,
    details: detailsOf(key),
  };
}

function ending(key: ApiKeysTable, now: number): Alarm {
  const days = Math.ceil((Date.parse(key.expires_at) - now) / DAY_MS);
  return {
    cause: expiryCause(key.id),
    severity: 'WARNING',
    title: `The API key "${key.name}" ends in ${days === 1 ? 'a day' : `${days} days`}`,
    message: `The program that uses it is refused from ${key.expires_at} on. ${howToRotate(key)} This ends by itself then.`,
    details: detailsOf(key),
  };
}

function ended(key: ApiKeysTable): Alarm {
  return {
    cause: expiryCause(key.id),
    severity: 'CRITICAL',
    title: `The API key "${key.name}" has ended`,
    message:
      `Since ${key.expires_at} the program that uses it is refused. Make a new key, give it to the program, and revoke ` +
      `this one: \`bookchat keys create\` and \`bookchat keys revoke ${key.id}\`, or the page of the operators. This ends ` +
      'by itself then.',
    details: detailsOf(key),
  };
}

function howToRotate({ id }: ApiKeysTable): string {
  return (
    `Give it a new secret, on the page of the operators or by \`bookchat keys rotate ${id}\`, and that to the program; ` +
    'the present one is taken for another day meanwhile.'
  );
}

function detailsOf({ id, name, expires_at, rotations }: ApiKeysTable): NonNullable<Alarm['details']> {
  return { key: id, name, expires_at, rotations };
}
