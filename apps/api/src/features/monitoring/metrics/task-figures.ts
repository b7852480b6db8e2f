import type { FastifyInstance } from 'fastify';
import type { Figure } from './figure.ts';

/** How the scheduled tasks do. The time of a success before a failure is known if anybody asked in between. */
export function taskFigures({ scheduler }: Pick<FastifyInstance, 'scheduler'>): Figure[] {
  const succeeded = new Map<string, number>();

  return [
    {
      name: 'task_last_success_timestamp_seconds',
      help: 'When each task last came to a good end, in seconds since 1970.',
      type: 'gauge',
      read() {
        for (const { name, last_run } of scheduler.list())
          if (last_run?.result === 'ok') succeeded.set(name, Date.parse(last_run.finished_at) / 1_000);
        return [...succeeded].map(([task, at]) => [{ task }, at]);
      },
    },
    {
      name: 'task_failures_in_a_row',
      help: 'How many of the last runs of each task failed.',
      type: 'gauge',
      read: () => scheduler.list().map(({ name, failures_in_a_row }) => [{ task: name }, failures_in_a_row]),
    },
  ];
}
