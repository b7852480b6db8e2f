import type { AuditEntry } from '@bookchat/shared';
import { withLocalTimes } from './with-local-times.ts';

export interface DescribedDeed {
  /** Who did what: "alice suspended bob". */
  readonly sentence: string;
  /** What else is known of it, why above all; may be empty. */
  readonly details: string;
}

type Details = AuditEntry['details'];

/** Who is no person, as the server writes them down. */
const ACTORS: Readonly<Record<string, string>> = {
  'admin token': 'Whoever has the admin token',
  'command line': 'Somebody at the command line',
  'this machine': 'Somebody at the machine itself',
  server: 'The server',
};

/**
 * What was done, by its name in the log. In braces stands what an entry fills in: `target` is whom or what it was done
 * to, everything else is one of its details.
 */
const DEEDS: Readonly<Record<string, string>> = {
  'person.joined': 'joined as {role}',
  'person.left': 'deleted their own account',
  'person.renamed': 'was called {from} before',
  'person.email_changed': 'changed their mail address',
  'person.password_changed': 'changed their password',
  'person.recovered': 'chose a new password by a recovery link',
  'person.role_changed': 'changed the role of {target} from {from} to {to}',
  'person.muted': 'muted {target}',
  'person.unmuted': 'let {target} write again',
  'person.suspended': 'suspended {target}',
  'person.reinstated': 'reinstated {target}',
  'person.removed': 'removed {target}',
  'person.recovery_link_made': 'made a recovery link for {target}',
  'recovery_link.mailed': 'mailed a recovery link to {target}',
  'invite.made': 'made an invite',
  'invite.revoked': 'revoked an invite',
  'name.assigned': 'said that the name {target} was {to}’s',
  'name.taken_back': 'took the name {target} back from {from}',
  'person.passkey_added': 'added a passkey',
  'person.passkey_removed': 'removed a passkey',
  'person.github_linked': 'linked their GitHub account {login}',
  'person.github_unlinked': 'unlinked their GitHub account',
  'name.released': 'let others have the name {target}, which {from} had',
  'admin_token.read': 'looked at {target} (noted once an hour)',
  'admin_session.opened': 'signed in to the operator’s page',
  'admin_session.closed': 'signed out of the operator’s page',
  'room.made': 'made the room {target}',
  'rooms.ordered': 'changed the order of the rooms',
  'room.changed': 'changed the room {target}',
  'room.person_removed': 'took somebody out of the room {target}',
  'backup.made': 'made backup {target}',
  'backup.verified': 'verified backup {target}',
  'backup.downloaded': 'downloaded backup {target}',
  'backup.manifest_downloaded': 'downloaded the manifest of backup {target}',
  'backup.restored': 'restored backup {target}',
  'archive.verified': 'had the archive verified',
  'task.run': 'ran the task {target}',
  'task.changed': 'changed the task {target}',
  'alert.acknowledged': 'acknowledged an alert',
  'alert.resolved': 'resolved an alert',
  'alert.channels_tested': 'sent a test alert',
  'key.made': 'made the key {target}',
  'key.rotated': 'gave the key {target} a new secret',
  'key.revoked': 'revoked the key {target}',
  'github_token.rotated': 'changed the GitHub token',
};
/** What else is known of a deed, by its name in the log. */
const DETAILS: Readonly<Record<string, string>> = {
  reason: '“{}”',
  note: '“{}”',
  role: 'as {}',
  rooms: 'into {}',
  max_uses: 'uses: {}',
  invited_by: 'invited by {}',
  until: 'until {}',
};
const WHOLE_DETAILS: Readonly<Record<string, string>> = {
  'messages keep': 'messages stay',
  'messages hide': 'messages hidden',
  'is_closed true': 'closed',
  'is_closed false': 'open again',
  'is_archived true': 'into the repository from now on',
  'is_archived false': 'out of the repository from now on',
};
const UNKNOWN = 'did “{action}”';
/** Ids, of which a person makes nothing. */
const LEFT_OUT: ReadonlySet<string> = new Set(['id', 'link']);

/** An entry of the audit log in plain words; what this page has no words for is said as the log names it. */
export function describeDeed({ actor, action, target, details }: AuditEntry): DescribedDeed {
  const known: Details = { ...details, action, target: target ?? 'somebody' };
  const used = new Set<string>(LEFT_OUT);
  const words = DEEDS[nameOf(action, details)] ?? (target === null ? UNKNOWN : `${UNKNOWN} to {target}`);
  const deed = words.replace(/\{(\w+)\}/g, (_, name: string) => {
    used.add(name);
    return say(known[name]);
  });
  return {
    sentence: `${ACTORS[actor] ?? actor} ${deed}`,
    details: Object.entries(details)
      .filter(([name, value]) => !used.has(name) && !isEmpty(value))
      .map(detail)
      .join(', '),
  };
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** The log has one name for both. */
function nameOf(action: string, { to }: Details): string {
  return action === 'name.assigned' && to === null ? 'name.taken_back' : action;
}

function detail([name, value]: readonly [string, unknown]): string {
  const said = say(value);
  return (
    WHOLE_DETAILS[`${name} ${said}`] ??
    DETAILS[name]?.replace('{}', () => said) ??
    `${name.replaceAll('_', ' ')}: ${said}`
  );
}

function say(value: unknown): string {
  if (Array.isArray(value)) return value.map(say).join(', ');
  if (isChange(value)) return `from ${say(value.from)} to ${say(value.to)}`;
  return typeof value === 'string' ? withLocalTimes(value) : JSON.stringify(value ?? 'unknown');
}

function isChange(value: unknown): value is { readonly from: unknown; readonly to: unknown } {
  return typeof value === 'object' && value !== null && 'from' in value && 'to' in value;
}
