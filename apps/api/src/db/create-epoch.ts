import { randomBytes } from 'node:crypto';

/** Names a history: eight characters that no other history of this server has had. */
export function createEpoch(): string {
  return randomBytes(4).toString('hex');
}
