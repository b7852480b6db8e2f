import type { Poster, Requests } from '../load/job.ts';
import { getRequest } from '../load/requests.ts';
import type { Result } from '../results.ts';
import type { Setting } from '../settings.ts';
import { startBookChat } from '../targets/start-bookchat.ts';
import type { Target } from '../targets/target.ts';
import { alternate } from './alternate.ts';
import { findIdlePoll } from './check-answers.ts';
import { seedHistory } from './seed-history.ts';
import { findPollsOf, signInTeam, TEAM_SETTINGS } from './sign-in-team.ts';
import { compareRates, noteDoubts, summarise } from './summarise.ts';

const TEAM = { people: 50, rooms: 100 };
const OF_ONE_ROOM = 0.9;
const A_FEW_MESSAGES = 50;

/** What it costs that people are signed in and there are many rooms, beside one room that is open to all. */
export async function measureTeam(setting: Setting): Promise<Result> {
  const open = { ...(await startBookChat(setting)), name: 'one room, nobody signed in' };
  const team = await startBookChat(setting, { env: TEAM_SETTINGS });
  const posters = await signInTeam(team.port, TEAM);
  await seedHistory(open.port, A_FEW_MESSAGES);

  const pollsOfTeam = await askInTurn(team, posters);
  const polls = await alternate(
    [
      { target: team, requests: pollsOfTeam, expectedStatus: 304 },
      { target: open, requests: await askAlone(open), expectedStatus: 304 },
    ],
    setting,
  );
  const posts = await alternate(
    [
      { target: team, requests: { kind: 'posts', posters }, expectedStatus: 201 },
      { target: open, requests: { kind: 'posts' }, expectedStatus: 201 },
    ],
    setting,
  );
  for (const target of [open, team]) await target.stop();

  const rows = [
    summarise('posts, 50 people in 100 rooms', posts[0] ?? []),
    summarise('posts, one room', posts[1] ?? []),
    summarise('polls, 50 people in 100 rooms', polls[0] ?? []),
    summarise('polls, one room', polls[1] ?? []),
  ];
  return {
    measure: 'team',
    title: 'A team: 50 people signed in and 100 rooms, beside one room that is open to all',
    rows,
    verdicts: [
      compareRates('posts in one room', posts[0], posts[1], OF_ONE_ROOM),
      compareRates('idle polls of one room', polls[0], polls[1], OF_ONE_ROOM),
    ],
    notes: noteDoubts(rows),
  };
}

async function askInTurn({ port }: Target, posters: readonly Poster[]): Promise<Requests> {
  const cookies = [...new Set(posters.map(({ cookie }) => cookie))];
  const { path, etags } = await findPollsOf(port, cookies);
  return {
    kind: 'cycle',
    texts: cookies.map((cookie, at) =>
      getRequest(port, path, { 'If-None-Match': etags[at] ?? '', Cookie: cookie }),
    ),
  };
}

async function askAlone({ port }: Target): Promise<Requests> {
  const { path, etag } = await findIdlePoll(port);
  return { kind: 'cycle', texts: [getRequest(port, path, { 'If-None-Match': etag })] };
}
