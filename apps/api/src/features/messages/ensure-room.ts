import { DEFAULT_ROOM } from '@bookchat/shared';
import { ProblemError } from '../../lib/problem-error.ts';

/** @throws ProblemError `room_not_found` for any room but the default one, until rooms can be made. */
export function ensureRoom(room: string): void {
  if (room === DEFAULT_ROOM) return;
  throw new ProblemError('room_not_found', `There is no room ${room}. The only one is ${DEFAULT_ROOM}.`);
}
