import type { Change } from '@bookchat/shared';
import type { FastifyRequest } from 'fastify';

/** What polls bring of rooms. */
export interface RoomReport {
  /** To whoever asks. */
  viewFor(request: FastifyRequest): RoomView;
}

export interface RoomView {
  /** A few letters that go into the ETag: others where `present`, `standing`, or how far they have read, is another. */
  readonly fingerprint: string;
  /** Who is there, by id. */
  readonly present: readonly string[];
  /** A few letters that are others where what they are or may do here is another; empty for a program. */
  readonly standing: string;
  /** Whether they may see what is written there. */
  sees(room: string): boolean;
  /** What they are told of what happened to rooms after one position, up to another, and of what they have read since. */
  changesBetween(since: number, upTo: number): readonly Change[];
}

export const NO_ROOMS: RoomReport = {
  viewFor: () => ({
    fingerprint: '',
    present: [],
    standing: '',
    sees: () => false,
    changesBetween: () => [],
  }),
};
