import { fillPath, runTask, type TaskRun } from '@bookchat/shared';
import type { Alarm } from '../../plugins/alarms.ts';
import type { TaskDefinition } from './task-definition.ts';
import type { TaskRecord } from './task-record.ts';

/** What is raised when the task fails, and ends when it succeeds. */
export function toCause({ name }: TaskDefinition): string {
  return `task.${name}`;
}

type Trouble = Exclude<TaskRun['result'], 'ok'>;

const TITLES = {
  failed: 'failed',
  timed_out: 'took too long',
  interrupted: 'was cut off again and again',
} as const satisfies Record<Trouble, string>;
const ADVICE = {
  failed: 'Put right what it names; the log says more.',
  timed_out: 'Where it hangs, its next runs are left out until it ends, or until the server is restarted.',
  interrupted:
    'It may be what ends the server: look for memory that runs out and at the end of the log, or switch the task off ' +
    'until that is found.',
} as const satisfies Record<Trouble, string>;

export function toAlarm(definition: TaskDefinition, result: Trouble, { lastRun, row }: TaskRecord): Alarm {
  const { name } = definition;
  return {
    cause: toCause(definition),
    severity: 'WARNING',
    title: `The task ${name} ${TITLES[result]}`,
    message: toMessage(definition, result, lastRun),
    details: {
      task: name,
      result,
      started_at: row.started_at,
      failures_in_a_row: row.failures_in_a_row,
    },
  };
}

function toMessage({ name, summary }: TaskDefinition, result: Trouble, lastRun: TaskRun | null): string {
  return (
    `${asSentence(summary)} This did not work: ${asSentence(lastRun?.message ?? '')} ${ADVICE[result]} It is ` +
    `tried again at its next time, or at once by ${runTask.method} ${fillPath(runTask, { name })}. This ends with its first success.`
  );
}

function asSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
