import * as z from 'zod/mini';
import { backupSchema } from '../backup.ts';
import { defineEndpoint } from '../endpoint.ts';
import { backupIdSchema } from '../fields/backup-id.ts';
import { timestampSchema } from '../fields/timestamp.ts';

const params = z.strictObject({ id: backupIdSchema });

/** What is being done to backups now; one thing at a time. */
export const backupOperationSchema = z
  .object({
    kind: z.enum(['backup', 'verify', 'cleanup', 'restore', 'drill']),
    /** Null while a new one has no name yet, and where it is about no single one. */
    backup_id: z.nullable(backupIdSchema),
    /** In words, for example "Copying the database". */
    step: z.string(),
    /** 0 to 1. */
    progress: z.number(),
    started_at: timestampSchema,
  })
  .check(z.meta({ id: 'BackupOperation', description: 'What is being done to backups now.' }));

export type BackupOperation = z.infer<typeof backupOperationSchema>;

export const makeBackup = defineEndpoint({
  method: 'POST',
  path: '/api/system/backup',
  summary: 'Make a backup now',
  description:
    'Copies the database while the chat goes on, verifies the copy, and answers with it once it is safe on disk. At ' +
    'most 5 a day; those that the schedule makes do not count. An empty body is fine.',
  access: 'admin',
  limit: 'backup',
  openInDevelopment: true,
  answers: { 201: backupSchema },
  problems: ['already_running', 'backup_failed', 'storage_full', 'maintenance'],
});

export const listBackups = defineEndpoint({
  method: 'GET',
  path: '/api/system/backups',
  summary: 'List the backups',
  description:
    'Every backup whose file and manifest are there, latest first; what is being done to them now; how many may still ' +
    'be made on demand; and which files of the folder are no backup, with the reason.',
  access: 'monitor',
  limit: 'admin',
  openInDevelopment: true,
  answers: {
    200: z
      .object({
        backups: z.array(backupSchema),
        operation: z.nullable(backupOperationSchema),
        on_demand: z.object({
          left: z.int(),
          /** Null while all are left. */
          resets_at: z.nullable(timestampSchema),
        }),
        rejected: z.array(z.object({ file: z.string(), reason: z.string() })),
      })
      .check(z.meta({ id: 'Backups', description: 'The backups that there are, and what happens to them.' })),
  },
  problems: [],
});

export const readBackup = defineEndpoint({
  method: 'GET',
  path: '/api/system/backups/:id',
  summary: 'Read about a backup',
  description: 'What its manifest says.',
  access: 'monitor',
  limit: 'admin',
  openInDevelopment: true,
  params,
  answers: { 200: backupSchema },
  problems: ['backup_not_found', 'backup_unusable'],
});

export const downloadBackup = defineEndpoint({
  method: 'GET',
  path: '/api/system/backups/:id/download',
  summary: 'Download a backup',
  description: 'The file itself, a SQLite database. It holds everything that was written: keep it safe.',
  access: 'owner',
  fresh: true,
  limit: 'admin',
  params,
  mediaType: 'application/vnd.sqlite3',
  answers: { 200: z.string().check(z.meta({ format: 'binary' })) },
  problems: ['backup_not_found', 'backup_unusable'],
});

export const downloadManifest = defineEndpoint({
  method: 'GET',
  path: '/api/system/backups/:id/manifest',
  summary: 'Download the manifest of a backup',
  description:
    'What belongs beside the file: `bookchat verify` and `bookchat restore` hold the file to it. Keep both under the ' +
    'names that they come with.',
  access: 'admin',
  limit: 'admin',
  params,
  answers: {
    200: z
      .object({ format: z.int(), ...backupSchema.shape, manifest_sha256: z.string() })
      .check(z.meta({ id: 'BackupManifest', description: 'A backup as its manifest describes it.' })),
  },
  problems: ['backup_not_found', 'backup_unusable'],
});

export const verifyBackup = defineEndpoint({
  method: 'POST',
  path: '/api/system/backups/:id/verify',
  summary: 'Verify a backup',
  description:
    'Reads the whole file: its SHA-256 against the manifest, every page, every reference, every count. Answers with ' +
    'the backup, or says what is wrong with it.',
  access: 'admin',
  limit: 'admin',
  params,
  answers: { 200: backupSchema },
  problems: ['backup_not_found', 'backup_unusable', 'already_running'],
});

export const restoreBackup = defineEndpoint({
  method: 'POST',
  path: '/api/system/backups/:id/restore',
  summary: 'Restore a backup',
  description:
    'Verifies the backup, then puts it in place of the database; the chat answers 503 for that moment, and pages ' +
    'recover by themselves. What was there is kept aside until the next verified backup. Messages that are newer ' +
    'than the backup come back from the archive with its next pass, as far as it holds them; `exact` leaves them out.',
  access: 'owner',
  fresh: true,
  limit: 'admin',
  params,
  body: z.nullish(
    z.strictObject({
      exact: z.optional(z.boolean('Give true to leave out what is newer than the backup, and else false.')),
    }),
  ),
  answers: {
    200: z
      .object({
        backup: backupSchema,
        /** The folder within DATA_DIR that holds what was there before; null for a database in memory. */
        kept_aside: z.nullable(z.string()),
        seconds: z.number(),
      })
      .check(z.meta({ id: 'Restored', description: 'What was restored, and where the old database is.' })),
  },
  problems: ['backup_not_found', 'backup_unusable', 'already_running', 'storage_full', 'restore_failed'],
});
