import { createHash } from 'node:crypto';
import { type Backup, backupSchema } from '@bookchat/shared';
import * as z from 'zod/mini';

const FORMAT = 1;

const manifestSchema = z.strictObject({
  format: z.literal(FORMAT),
  ...backupSchema.shape,
  /** Tells damage, as the file's own does for the file; it is no signature. */
  manifest_sha256: z.string(),
});

const backupKeys = Object.keys(backupSchema.shape) as (keyof Backup)[];

/** What stands in the manifest of a backup: the same to the byte each time. */
export function formatManifest(backup: Backup): string {
  const content = { format: FORMAT, ...inOrder(backup) };
  return `${JSON.stringify({ ...content, manifest_sha256: sha256(JSON.stringify(content)) }, null, 2)}\n`;
}

/** What a manifest says; null where even one bit of it is not as it was written. */
export function parseManifest(bytes: Buffer): Backup | null {
  const parsed = z.safeParse(manifestSchema, parseJson(bytes.toString('utf8')));
  if (!parsed.success) return null;
  const { format: _, manifest_sha256: __, ...backup } = parsed.data;
  return bytes.equals(Buffer.from(formatManifest(backup))) ? backup : null;
}

/** The format of a manifest that may be a newer one; null where it says none. */
export function readFormat(bytes: Buffer): number | null {
  const parsed = z.safeParse(z.object({ format: z.int() }), parseJson(bytes.toString('utf8')));
  return parsed.success ? parsed.data.format : null;
}

export function isNewerFormat(format: number | null): boolean {
  return format !== null && format > FORMAT;
}

function inOrder(backup: Backup): Backup {
  const rows = Object.fromEntries(Object.entries(backup.rows).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return Object.fromEntries(
    backupKeys.map((key) => [key, key === 'rows' ? rows : backup[key]]),
  ) as unknown as Backup;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // which fits no schema
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
