import type { Retention, RoomRetention, readRetention, runTask } from '@bookchat/shared';
import { button } from '../../components/button.ts';
import { counted } from '../../lib/counted.ts';
import { h } from '../../lib/h.ts';
import { ask } from '../components/ask.ts';
import { type Fact, facts, fill } from '../components/facts.ts';
import { moment } from '../components/moment.ts';
import { type Panel, panel } from '../components/panel.ts';
import { records } from '../components/records.ts';
import { sentence } from '../components/sentence.ts';
import { stateMark } from '../components/state-mark.ts';
import type { Desk } from '../desk.ts';
import { formatBytes } from '../lib/format-bytes.ts';

const INTERVAL_MS = 30_000;

type Yearly = Retention['yearly'][number];

/** For how long things are kept, and what would leave the database now. */
export function retentionSection(desk: Desk): Panel {
  const details = facts();
  const hindrance = h('p', { class: 'panel__trouble', hidden: true });
  const remove = button('Remove now…', askToRun, 'full');
  const running = stateMark('busy', 'Removing what is past its time');
  const rooms = records<RoomRetention>({
    caption: 'Rooms',
    empty: 'No messages yet.',
    keyOf: ({ room }) => room,
    columns: [
      { name: 'Room', cell: ({ room }) => room },
      { name: 'Kept', cell: ({ days }) => (days === null ? 'for good' : counted(days, 'day')) },
      { name: 'Past that', isNumber: true, cell: ({ past }) => past.toLocaleString('en') },
      { name: 'Can leave', isNumber: true, cell: (room) => leaving(room).toLocaleString('en') },
      { name: 'Must wait', isNumber: true, cell: ({ waiting }) => waiting.toLocaleString('en') },
    ],
  });
  const yearly = records<Yearly>({
    caption: 'Kept in a file of their year',
    empty: '',
    keyOf: ({ file }) => file,
    columns: [
      { name: 'File', cell: ({ file }) => h('code', {}, `old-messages/${file}`) },
      { name: 'Messages', isNumber: true, cell: ({ messages }) => messages.toLocaleString('en') },
      { name: 'Size', isNumber: true, cell: ({ bytes }) => formatBytes(bytes) },
    ],
  });
  let known: Retention | null = null;
  const tools = h('div', { class: 'tools' }, remove, running);
  const shown = panel<Retention>(desk, {
    id: 'retention',
    name: 'Retention',
    intervalMs: INTERVAL_MS,
    load: (signal) => desk.call<typeof readRetention>('GET', '/api/system/retention', { signal }),
    conclude,
    isBusy: ({ running_since }) => running_since !== null,
    parts: [tools, hindrance, rooms.dom, details.dom, yearly.dom],
    show(retention) {
      known = retention;
      const isRunning = retention.running_since !== null;
      tools.hidden = !removesAny(retention);
      remove.hidden = isRunning;
      running.hidden = !isRunning;
      hindrance.hidden = retention.hindrance === null || sum(retention, ({ waiting }) => waiting) === 0;
      fill(hindrance, sentence(retention.hindrance ?? ''));
      rooms.update(retention.rooms);
      details.update(factsOf(retention, desk.clock()));
      yearly.update(retention.yearly);
      yearly.dom.hidden = retention.yearly.length === 0;
    },
  });
  return shown;

  function askToRun(): void {
    if (known === null) return;
    ask(desk, {
      title: 'Remove what is past its time?',
      parts: [h('p', {}, describeRemoval(known))],
      action: 'Remove',
      doing: 'Starting…',
      isGrave: true,
      async act() {
        await desk.run(() =>
          desk.call<typeof runTask>('POST', '/api/system/tasks/:name/run', { params: { name: 'retention' } }),
        );
        desk.tell('The archive is verified once more, and then they leave.');
        shown.nudge();
      },
    });
  }
}

function conclude(retention: Retention): string {
  if (retention.running_since !== null) return 'Removing what is past its time';
  if (!removesAny(retention)) return 'Messages are kept for good';
  const waiting = sum(retention, (room) => room.waiting);
  const ready = sum(retention, leaving);
  if (waiting > 0) return `${counted(waiting, 'message')} must wait for the archive`;
  return ready === 0 ? 'Nothing is past its time' : `${counted(ready, 'message')} can leave`;
}

function describeRemoval(retention: Retention): string {
  const ready = sum(retention, leaving);
  const waiting = sum(retention, (room) => room.waiting);
  const stay =
    waiting === 0 ? '' : ` ${counted(waiting, 'message')} may leave as well, once that is verified.`;
  return (
    `${counted(ready, 'message')} will leave this database, and the pages of everybody. The archive keeps them, ` +
    `and is verified right before.${stay}`
  );
}

function factsOf({ kept, last_run: last, ...retention }: Retention, now: Date): Fact[] {
  const at = (time: string | null) => (time === null ? null : moment(time, now));
  const { log_days } = kept;
  const logs = `${kept.log_files} of ${formatBytes(kept.log_file_bytes)} each`;
  return [
    [
      'Last time',
      last === null ? 'not yet' : h('span', {}, moment(last.finished_at, now), ': ', sentence(last.message)),
    ],
    ['Next time', at(retention.next_run_at)],
    ['Archive verified', at(retention.verified_at) ?? 'not as it is now'],
    ['Free inside the database', formatBytes(retention.free_bytes)],
    ['Given back', retention.can_shrink ? null : 'not before the database is rebuilt, at the next start'],
    ['Ended alerts', counted(kept.alert_days, 'day')],
    ['Refusals', counted(kept.breach_days, 'day')],
    ['Figures by the minute', counted(kept.metrics_minutes_hours, 'hour')],
    ['Figures by the hour', counted(kept.metrics_hours_days, 'day')],
    ['Logs', log_days === null ? logs : `${logs}, for ${counted(log_days, 'day')}`],
  ];
}

function leaving({ removable, to_yearly }: RoomRetention): number {
  return removable + to_yearly;
}

function removesAny({ rooms }: Retention): boolean {
  return rooms.some(({ days }) => days !== null);
}

function sum({ rooms }: Retention, of: (room: RoomRetention) => number): number {
  return rooms.reduce((total, room) => total + of(room), 0);
}
