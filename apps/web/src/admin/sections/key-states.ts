import type { ApiKey, WatchedSecret } from '@bookchat/shared';
import { type Mood, stateMark } from '../components/state-mark.ts';

/** What a key of a program and a secret of the server have in common. */
export type Listed = Pick<ApiKey | WatchedSecret, 'status' | 'expires_at'>;

const STATES: Readonly<Record<Listed['status'], readonly [Mood, string]>> = {
  active: ['good', 'Good'],
  rotation_due: ['warn', 'Rotate it'],
  expiring: ['warn', 'Ends soon'],
  expired: ['bad', 'Expired'],
  revoked: ['off', 'Revoked'],
  not_set: ['off', 'Not set'],
};
const ATTENTION: readonly Listed['status'][] = [
  'expired',
  'expiring',
  'rotation_due',
  'active',
  'not_set',
  'revoked',
];
/** After all times, as texts. */
const NO_END = '~';

export function keyState({ status }: Listed): HTMLElement {
  return stateMark(...STATES[status]);
}

/** What needs somebody comes first; of what is alike, what ends first. What never ends as far as one knows comes last. */
export function byAttention(one: Listed, other: Listed): number {
  return (
    ATTENTION.indexOf(one.status) - ATTENTION.indexOf(other.status) ||
    (one.expires_at ?? NO_END).localeCompare(other.expires_at ?? NO_END)
  );
}
