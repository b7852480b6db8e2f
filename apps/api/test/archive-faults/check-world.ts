import { gitIn } from '../archive-test.ts';
import type { World } from './world.ts';

interface Event {
  readonly id: string;
  readonly position: number;
  readonly author: string;
  readonly content: string;
  readonly created_at: string;
}

interface Introduced {
  readonly commit: string;
  readonly path: string;
}

/**
 * What must hold whatever has happened: the repository holds what the database does, each event once and each file once,
 * its history is a line, and each message shows the commit that brought it.
 * @throws Error that says what does not.
 */
export async function checkWorld(world: World, { fsck = false } = {}): Promise<void> {
  const rows = await listArchived(world);
  if (rows.length === 0) return;
  const dir = world.gitDir();
  const { events, commitOf } = readEvents(dir);
  if (rows.length !== events.length)
    throw new Error(`${rows.length} messages were written, and ${events.length} are in the repository`);
  for (const [index, row] of rows.entries()) {
    const event = events[index];
    if (event?.id !== row.id || event.content !== row.content || event.position !== row.position)
      throw new Error(`The message ${row.id} is not the one at its place in the repository`);
    if (row.git_commit_hash !== commitOf.get(row.id) || row.synced !== 1)
      throw new Error(
        `The message ${row.id} shows ${row.git_commit_hash}, and is in ${commitOf.get(row.id)}`,
      );
  }
  if (fsck) gitIn(dir, 'fsck', '--strict', '--no-dangling');
}

/** All messages but those that were set aside, because the place went on refusing them. */
async function listArchived({ database: { kysely } }: World) {
  const aside = await kysely.selectFrom('archive_set_aside').select('position').execute();
  const positions = aside.map(({ position }) => position);
  return kysely
    .selectFrom('messages')
    .selectAll()
    .where('position', 'not in', positions)
    .orderBy('position')
    .execute();
}

function readEvents(dir: string): { events: Event[]; commitOf: Map<string, string> } {
  const commitOf = new Map<string, string>();
  const events: Event[] = [];
  for (const { commit, path } of listIntroduced(dir)) {
    for (const line of gitIn(dir, 'cat-file', 'blob', `${commit}:${path}`).split('\n')) {
      const event = JSON.parse(line) as Event;
      if (commitOf.has(event.id)) throw new Error(`The message ${event.id} is there twice`);
      commitOf.set(event.id, commit);
      events.push(event);
    }
  }
  return { events, commitOf };
}

/** The segments, with the commits that brought them; none of them was ever touched again. */
function listIntroduced(dir: string): Introduced[] {
  const found: Introduced[] = [];
  let commit = '';
  const log = gitIn(
    dir,
    'log',
    '--reverse',
    '--name-status',
    '--no-renames',
    '--format=commit %H %P',
    'HEAD',
  );
  for (const line of log.split('\n').filter((one) => one !== '')) {
    if (line.startsWith('commit ')) {
      const [, hash = '', ...parents] = line.split(' ').filter((word) => word !== '');
      if (parents.length > 1) throw new Error(`The commit ${hash} has ${parents.length} parents`);
      commit = hash;
      continue;
    }
    const [status, path = ''] = line.split('\t');
    if (!path.startsWith('rooms/')) continue;
    if (status !== 'A') throw new Error(`The file ${path} was touched again (${status}) in ${commit}`);
    found.push({ commit, path });
  }
  return found;
}
