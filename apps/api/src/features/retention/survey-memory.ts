import type { Config } from '../../config.ts';
import type { Database } from '../../db/open-database.ts';
import { daysOf } from './days-of.ts';
import { firstKeptDay } from './first-kept-day.ts';
import { describeHindrance, type Surveyed } from './survey.ts';

/** Of a database in memory, which no other thread can see, and which no archive holds: what is past its time stays. */
export async function surveyMemory(
  { kysely }: Pick<Database, 'kysely'>,
  { retention }: Config,
  now: number,
): Promise<Surveyed> {
  const found = await kysely.selectFrom('messages').select('room').distinct().orderBy('room').execute();
  const names = [...new Set([...found.map(({ room }) => room), ...retention.rooms.keys()])].toSorted();
  const rooms = await Promise.all(names.map(surveyRoom));
  const state = { isRestored: false, verifiedAt: null };
  return { rooms, ...state, hindrance: describeHindrance(null, state) };

  async function surveyRoom(room: string): Promise<Surveyed['rooms'][number]> {
    const days = daysOf(room, retention);
    const past = days === null ? NOTHING : await countBefore(room, firstKeptDay(now, days));
    return { room, days, removable: 0, to_yearly: 0, waiting: past.past, ...past };
  }

  function countBefore(room: string, day: string) {
    return kysely
      .selectFrom('messages')
      .where('room', '=', room)
      .where('created_at', '<', day)
      .select(({ fn }) => [
        fn.countAll<number>().as('past'),
        fn.min<string | null>('created_at').as('oldest_waiting_at'),
      ])
      .executeTakeFirstOrThrow();
  }
}

const NOTHING = { past: 0, oldest_waiting_at: null };
