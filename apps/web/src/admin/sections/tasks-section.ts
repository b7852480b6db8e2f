import type { BodyOf, changeTask, listTasks, runTask, Task, TaskRun } from '@bookchat/shared';
import { button } from '../../components/button.ts';
import { counted } from '../../lib/counted.ts';
import { h } from '../../lib/h.ts';
import { ask } from '../components/ask.ts';
import { deed } from '../components/deed.ts';
import { field, textField } from '../components/field.ts';
import { moment } from '../components/moment.ts';
import { type Panel, panel } from '../components/panel.ts';
import { type RowActions, records } from '../components/records.ts';
import { sentence } from '../components/sentence.ts';
import { type Mood, stateMark } from '../components/state-mark.ts';
import type { Desk } from '../desk.ts';
import { addStyle } from '../lib/page-style.ts';
import styles from './tasks-section.css?inline';

addStyle(styles);

const INTERVAL_MS = 8_000;
const SCHEDULE_HINT =
  'A pause such as 15m, 24h or 7d, or a cron line in UTC, such as 30 3 * * *. Empty: as it is configured.';

const RESULTS: Readonly<Record<TaskRun['result'], readonly [Mood, string]>> = {
  ok: ['good', 'Done'],
  failed: ['bad', 'Failed'],
  timed_out: ['bad', 'Took too long'],
  interrupted: ['warn', 'Interrupted'],
};

/** What the server does by itself. */
export function tasksSection(desk: Desk): Panel {
  const table = records<Task>({
    caption: 'Tasks',
    empty: 'The server has no tasks.',
    keyOf: ({ name }) => name,
    columns: [
      {
        name: 'Task',
        cell: ({ name, summary }) =>
          h('span', {}, h('strong', {}, inWords(name)), h('br'), h('span', { class: 'quiet' }, summary)),
      },
      { name: 'Schedule', cell: ({ schedule }) => h('code', {}, schedule) },
      { name: 'Last time', cell: (task) => lastRun(task, desk.clock()) },
      { name: 'Next', cell: (task) => nextRun(task, desk.clock()) },
    ],
    actions: (current) => taskActions(desk, current, () => shown.nudge()),
  });
  const shown = panel<readonly Task[]>(desk, {
    id: 'tasks',
    name: 'Tasks',
    intervalMs: INTERVAL_MS,
    load: async (signal) => (await desk.call<typeof listTasks>('GET', '/api/system/tasks', { signal })).tasks,
    conclude,
    isBusy: (tasks) => tasks.some(({ running_since }) => running_since !== null),
    parts: [h('div', { class: 'tasks' }, table.dom)],
    show: table.update,
  });
  return shown;
}

function conclude(tasks: readonly Task[]): string {
  const failing = tasks.filter((task) => task.enabled && task.failures_in_a_row > 0).length;
  const off = tasks.filter((task) => !task.enabled).length;
  if (failing > 0) return `${counted(failing, 'task')} failed last time`;
  return off === 0 ? 'All on, none failing' : `None failing, ${off} off`;
}

function inWords(name: string): string {
  const words = name.replaceAll('_', ' ').replace(/^api\b/, 'API');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function lastRun({ running_since, last_run: run }: Task, now: Date): Node {
  if (running_since !== null) return stateMark('busy', 'Running');
  if (run === null) return h('span', { class: 'quiet' }, 'Not yet');
  return h(
    'span',
    {},
    stateMark(...RESULTS[run.result]),
    ' ',
    moment(run.finished_at, now),
    h('br'),
    h('span', { class: 'quiet' }, sentence(run.message)),
  );
}

function nextRun({ next_run_at: next }: Task, now: Date): string | Node {
  if (next === null) return stateMark('off', 'Off');
  return new Date(next) > now ? moment(next, now) : 'Due';
}

function taskActions(desk: Desk, current: () => Task, changed: () => void): RowActions<Task> {
  const { name } = current();
  const of = inWords(name);
  const params = { name };
  const run = deed(desk, {
    label: 'Run now',
    doing: 'Starting…',
    of,
    act: async () => {
      await desk.call<typeof runTask>('POST', '/api/system/tasks/:name/run', { params });
      changed();
      return 'Started.';
    },
  });
  const toggle = deed(desk, {
    label: current().enabled ? 'Disable' : 'Enable',
    doing: 'Changing…',
    of,
    act: async () => {
      const { enabled } = await change({ enabled: !current().enabled });
      return enabled ? 'Enabled.' : 'Disabled.';
    },
  });
  const schedule = button('Schedule…', askSchedule, 'quiet');
  schedule.append(h('span', { class: 'for-readers' }, ` of ${of}`));
  return {
    parts: [run.dom, toggle.dom, schedule],
    update: ({ enabled }) => toggle.rename(enabled ? 'Disable' : 'Enable'),
  };

  function askSchedule(): void {
    const { schedule: now, default_schedule } = current();
    const input = textField({ value: now, autocapitalize: 'off', placeholder: default_schedule });
    ask(desk, {
      title: `When shall “${of}” run?`,
      parts: [field('Schedule', input, SCHEDULE_HINT)],
      action: 'Save',
      doing: 'Saving…',
      async act() {
        const text = input.value.trim();
        await desk.run(() => change({ schedule: text === '' ? null : text }));
        desk.say(`The schedule of ${of} is changed.`);
      },
    });
  }

  async function change(body: BodyOf<typeof changeTask>): Promise<Task> {
    const task = await desk.call<typeof changeTask>('PATCH', '/api/system/tasks/:name', { params, body });
    changed();
    return task;
  }
}
