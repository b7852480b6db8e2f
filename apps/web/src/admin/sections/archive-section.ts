import type { ArchiveDetails, ArchiveVerification, readArchive, verifyArchive } from '@bookchat/shared';
import { counted } from '../../lib/counted.ts';
import { h } from '../../lib/h.ts';
import { deed } from '../components/deed.ts';
import { type Fact, facts, fill } from '../components/facts.ts';
import { moment } from '../components/moment.ts';
import { type Panel, panel } from '../components/panel.ts';
import { progress } from '../components/progress.ts';
import { records } from '../components/records.ts';
import { sentence } from '../components/sentence.ts';
import { tools } from '../components/tools.ts';
import type { Desk } from '../desk.ts';
import { formatSeconds } from '../lib/format-seconds.ts';

const INTERVAL_MS = 8_000;
const SHORT_HASH = 7;
const VERIFIED = 'Verified: it holds what the database does.';

type Difference = ArchiveVerification['differences'][number];
type SetAside = ArchiveDetails['set_aside'][number];

/** How the Git archive does, and whether it holds what it should. */
export function archiveSection(desk: Desk): Panel {
  const details = facts();
  const bar = progress();
  const trouble = h('p', { class: 'panel__trouble', hidden: true });
  const verify = deed(desk, {
    label: 'Verify now',
    doing: 'Verifying…',
    look: 'full',
    act: async () => {
      const found = await desk.call<typeof verifyArchive>('POST', '/api/system/archive/verify', {
        isLong: true,
      });
      shown.nudge();
      return found.same ? VERIFIED : `${differing(found)}. See below.`;
    },
  });
  const differences = records<Difference>({
    caption: 'What differs',
    empty: '',
    keyOf: ({ path, problem }) => `${path} ${problem}`,
    columns: [
      { name: 'Where', cell: ({ path }) => h('code', {}, path) },
      { name: 'How', cell: ({ problem }) => problem },
    ],
  });
  const setAside = records<SetAside>({
    caption: 'What the archive refuses',
    empty: '',
    keyOf: ({ position }) => String(position),
    columns: [
      { name: 'Message', cell: ({ message_id }) => h('code', {}, message_id) },
      { name: 'Why', cell: ({ reason }) => reason },
      { name: 'Since', cell: ({ at }) => moment(at, desk.clock()) },
    ],
  });
  const verbs = tools(verify.dom);
  const shown = panel<ArchiveDetails>(desk, {
    id: 'archive',
    name: 'Archive',
    intervalMs: INTERVAL_MS,
    load: (signal) => desk.call<typeof readArchive>('GET', '/api/system/archive', { signal }),
    conclude,
    parts: [verbs, trouble, bar.dom, details.dom, differences.dom, setAside.dom],
    show(archive) {
      const { publishing, last_verification: last, last_error, state } = archive;
      verbs.hidden = state === 'off';
      trouble.hidden = state !== 'failing' || last_error === null;
      fill(trouble, sentence(last_error?.message ?? ''));
      bar.update(
        publishing === null
          ? null
          : { step: 'Bringing the history there', done: publishing.done / (publishing.total || 1) },
      );
      details.update(state === 'off' ? [] : factsOf(archive, desk.clock()));
      details.dom.hidden = state === 'off';
      differences.update(last?.differences ?? []);
      differences.dom.hidden = (last?.differing ?? 0) === 0;
      setAside.update(archive.set_aside);
      setAside.dom.hidden = archive.set_aside.length === 0;
    },
  });
  return shown;
}

function conclude({ state, backlog, last_verification: last }: ArchiveDetails): string {
  if (state === 'off') return 'Off: the chat is saved on this server alone';
  if (state === 'failing') return 'It needs help';
  if (last?.same === false) return `${differing(last)} from the database`;
  if (backlog > 0) return `${counted(backlog, 'change')} on the way`;
  return last === null ? 'Everything is in, not verified yet' : 'Everything is in, and verified';
}

function differing({ differing: files }: ArchiveVerification): string {
  return `${counted(files, 'file')} ${files === 1 ? 'differs' : 'differ'}`;
}

function factsOf(archive: ArchiveDetails, now: Date): Fact[] {
  const {
    place,
    branch,
    head,
    commits,
    backlog,
    seconds_to_drain: drain,
    quota,
    token,
    last_verification: last,
  } = archive;
  const at = (time: string | null) => (time === null ? null : moment(time, now));
  const kept = place === null ? null : place.kind === 'local' ? 'on this server' : `${place.name} on GitHub`;
  return [
    ['Kept', kept],
    ['Branch', branch],
    ['Readers', archive.is_public === null ? null : archive.is_public ? 'anybody' : 'only whom you let in'],
    ['Head', head === null ? 'none yet' : h('code', {}, head.slice(0, SHORT_HASH))],
    ['Commits', commits.toLocaleString('en')],
    ['On the way', backlog === 0 ? 'nothing' : counted(backlog, 'change')],
    ['Waiting since', at(archive.oldest_waiting_at)],
    ['Done in', drain === null ? null : `about ${formatSeconds(drain)}`],
    ['Last written', at(archive.last_success_at)],
    ['Goes on', at(archive.blocked_until)],
    [
      'Requests left',
      quota === null ? null : `${quota.left.toLocaleString('en')} of ${quota.limit.toLocaleString('en')}`,
    ],
    ['Token ends', at(token?.expires_at ?? null)],
    [
      'Last failure',
      archive.last_error === null
        ? null
        : h('span', {}, moment(archive.last_error.at, now), ': ', sentence(archive.last_error.message)),
    ],
    [
      'Verified',
      last === null
        ? 'not yet'
        : h(
            'span',
            {},
            moment(last.finished_at, now),
            `: ${counted(last.files, 'file')}, ${counted(last.events, 'change')}`,
          ),
    ],
  ];
}
