import type { Backup, restoreBackup } from '@bookchat/shared';
import { formatFullTime } from '../../lib/format-time.ts';
import { h } from '../../lib/h.ts';
import { ask } from '../components/ask.ts';
import { field, textField, tickBox } from '../components/field.ts';
import type { Panel } from '../components/panel.ts';
import type { Desk } from '../desk.ts';
import { formatSeconds } from '../lib/format-seconds.ts';

export interface RestoreOptions {
  readonly shown: Panel;
  /** Tells how far it is. */
  readonly bar: Element;
}

/** Asks whether a backup shall take the place of the database; its id must be typed for it. */
export function askRestore(desk: Desk, backup: Backup, { shown, bar }: RestoreOptions): void {
  const typed = textField({ autocapitalize: 'off', inputmode: 'text' });
  const exact = tickBox('Leave out what was written after it, even where the archive holds it');
  const day = formatFullTime(new Date(backup.created_at));
  ask(desk, {
    title: 'Restore this backup?',
    isGrave: true,
    parts: [
      h(
        'p',
        {},
        `The chat goes back to ${day}. It answers nobody for a moment; pages recover by themselves.`,
      ),
      h(
        'p',
        { class: 'quiet' },
        'What is there now is kept aside until the next verified backup. Newer messages come back from the archive, as far as it holds them.',
      ),
      exact.dom,
      field(`Type ${backup.id} to confirm`, typed),
      bar,
    ],
    action: 'Restore',
    doing: 'Restoring…',
    check: () => (typed.value.trim() === backup.id ? null : `This is not the id. Type ${backup.id}.`),
    async act() {
      const { seconds } = await desk.run(() =>
        shown.watch(
          desk.call<typeof restoreBackup>('POST', '/api/system/backups/:id/restore', {
            params: { id: backup.id },
            body: { exact: exact.input.checked },
            isLong: true,
          }),
        ),
      );
      desk.tell(`Backup ${backup.id} was restored in ${formatSeconds(seconds)}.`);
      desk.refresh();
    },
  });
}
