import type { Database } from '../../db/open-database.ts';
import { prepareNextRoom } from './queries.ts';
import type { Surveyed } from './survey.ts';

/** Where all is kept for good, nothing is counted: only which rooms there are, by jumps over their index. */
export function createSurveyNothing(database: Database, ownDays: readonly string[]): () => Surveyed['rooms'] {
  const next = prepareNextRoom(database);

  return () => [...new Set([...listRooms(), ...ownDays])].toSorted().map(toRoom);

  function listRooms(): string[] {
    const found: string[] = [];
    for (let room = find(''); room !== null; room = find(room)) found.push(room);
    return found;
  }

  function find(after: string): string | null {
    return next.get({ after })?.room ?? null;
  }
}

function toRoom(room: string): Surveyed['rooms'][number] {
  return { room, days: null, past: 0, removable: 0, waiting: 0, to_yearly: 0, oldest_waiting_at: null };
}
