import * as z from 'zod/mini';
import { backupIdSchema } from './fields/backup-id.ts';
import { messageIdSchema } from './fields/message-id.ts';
import { timestampSchema } from './fields/timestamp.ts';

/** What had a backup made. */
export const backupReasonSchema = z.enum(['scheduled', 'on_demand', 'command_line', 'before_upgrade']);

/** A verified copy of the whole database, as its manifest beside it describes it. */
export const backupSchema = z
  .object({
    id: backupIdSchema,
    file: z.string().check(z.meta({ example: 'backup_20260223_103000.db' })),
    created_at: timestampSchema,
    reason: backupReasonSchema,
    bytes: z.int(),
    /** SHA-256 of the file, in hexadecimal. */
    sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
    /** Rows by table. */
    rows: z.record(z.string(), z.int()),
    newest_message_id: z.nullable(messageIdSchema),
    /** The newest position of the change log. */
    position: z.int(),
    /** The last migration that the copy has seen. */
    schema: z.string(),
    /** The version of BookChat that made it. */
    version: z.string(),
    verified_at: timestampSchema,
  })
  .check(z.meta({ id: 'Backup', description: 'A verified copy of the whole database.' }));

export type Backup = z.infer<typeof backupSchema>;
export type BackupReason = z.infer<typeof backupReasonSchema>;
