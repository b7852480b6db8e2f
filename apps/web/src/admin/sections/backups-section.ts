import type { AnswerOf, Backup, BackupReason, listBackups, makeBackup, verifyBackup } from '@bookchat/shared';
import { button } from '../../components/button.ts';
import { counted } from '../../lib/counted.ts';
import { formatAgo } from '../../lib/format-ago.ts';
import { h } from '../../lib/h.ts';
import { deed } from '../components/deed.ts';
import { moment } from '../components/moment.ts';
import { type Panel, panel } from '../components/panel.ts';
import { progress } from '../components/progress.ts';
import { type RowActions, records } from '../components/records.ts';
import { tools } from '../components/tools.ts';
import type { OperatorsDesk } from '../desk.ts';
import { downloadFile } from '../lib/download-file.ts';
import { formatBytes } from '../lib/format-bytes.ts';
import { addStyle } from '../lib/page-style.ts';
import { isOwner } from '../lib/roles.ts';
import { askRestore, type RestoreOptions } from './ask-restore.ts';
import styles from './backups-section.css?inline';

addStyle(styles);

const INTERVAL_MS = 8_000;

const REASONS: Readonly<Record<BackupReason, string>> = {
  scheduled: 'By schedule',
  on_demand: 'On demand',
  command_line: 'By command',
  before_upgrade: 'Before an upgrade',
};

type Backups = AnswerOf<typeof listBackups>;

/** The copies that there are; each is verified, downloaded and restored from here. */
export function backupsSection(desk: OperatorsDesk): Panel {
  const make = deed(desk, {
    label: 'Make a backup',
    doing: 'Making a backup…',
    look: 'full',
    act: async () => {
      const made = await shown.watch(
        desk.call<typeof makeBackup>('POST', '/api/system/backup', { isLong: true }),
      );
      return `Backup ${made.id} is made and verified.`;
    },
  });
  const left = h('p', { class: 'quiet' });
  const limits = h('p', { class: 'quiet' }, 'Only an owner downloads and restores backups.');
  limits.hidden = isOwner(desk.me);
  const bar = progress();
  const dialogBar = progress();
  const rejected = h('ul', { class: 'complaints' });
  const table = records<Backup>({
    caption: 'Backups',
    empty: 'No backup yet. One is made by itself a day after the first message, or now by the button above.',
    keyOf: ({ id }) => id,
    columns: [
      { name: 'Backup', cell: ({ id }) => h('code', {}, id) },
      { name: 'Made', cell: ({ created_at }) => moment(created_at, desk.clock()) },
      { name: 'Why', cell: ({ reason }) => REASONS[reason] },
      { name: 'Messages', isNumber: true, cell: ({ rows }) => (rows['messages'] ?? 0).toLocaleString('en') },
      { name: 'Size', isNumber: true, cell: ({ bytes }) => formatBytes(bytes) },
      { name: 'Verified', cell: ({ verified_at }) => moment(verified_at, desk.clock()) },
    ],
    actions: (current) => backupActions(desk, current(), { shown, bar: dialogBar.dom }),
  });
  const shown: Panel = panel<Backups>(desk, {
    id: 'backups',
    name: 'Backups',
    intervalMs: INTERVAL_MS,
    load: (signal) => desk.call<typeof listBackups>('GET', '/api/system/backups', { signal }),
    conclude: ({ backups }) => conclude(backups[0], desk.clock()),
    isBusy: ({ operation }) => operation !== null,
    parts: [tools(make.dom, left, limits), bar.dom, table.dom, rejected],
    show({ backups, operation, on_demand, rejected: files }) {
      left.textContent = `${counted(on_demand.left, 'more backup')} on demand today.`;
      for (const each of [bar, dialogBar])
        each.update(operation === null ? null : { step: operation.step, done: operation.progress });
      table.update(backups);
      rejected.hidden = files.length === 0;
      rejected.replaceChildren(
        ...files.map(({ file, reason }) => h('li', {}, h('code', {}, file), `: ${reason}`)),
      );
    },
  });
  return shown;
}

function conclude(newest: Backup | undefined, now: Date): string {
  return newest === undefined
    ? 'None yet'
    : `Last one verified ${formatAgo(new Date(newest.verified_at), now)}`;
}

function backupActions(desk: OperatorsDesk, backup: Backup, restoring: RestoreOptions): RowActions<Backup> {
  const { id } = backup;
  const { shown } = restoring;
  const of = `backup ${id}`;
  const params = { id };
  const verify = deed(desk, {
    label: 'Verify',
    doing: 'Verifying…',
    of,
    act: async () => {
      await shown.watch(
        desk.call<typeof verifyBackup>('POST', '/api/system/backups/:id/verify', { params, isLong: true }),
      );
      return 'Verified: every page and every count is right.';
    },
  });
  const download = downloadOf('Download', 'The file is on its way.', 'download');
  const manifest = downloadOf('Manifest', 'It is on its way: keep it beside the file.', 'manifest');
  const restore = button('Restore…', () => askRestore(desk, backup, restoring), 'quiet');
  restore.append(h('span', { class: 'for-readers' }, ` ${of}`));
  return {
    parts: isOwner(desk.me) ? [verify.dom, download.dom, manifest.dom, restore] : [verify.dom, manifest.dom],
  };

  /** A link alone would end in an error of the server where the token is missing. */
  function downloadOf(label: string, outcome: string, what: 'download' | 'manifest') {
    return deed(desk, {
      label,
      doing: 'Asking…',
      of,
      act: async () => {
        await desk.ensureRight();
        downloadFile(`/api/system/backups/${id}/${what}`);
        return outcome;
      },
    });
  }
}
