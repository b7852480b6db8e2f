import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { TestServer } from './start-test-server.ts';

const PAGE_BYTES = 4_096;
const BROKEN_HEADER = Buffer.alloc(8, 0xff);

/** Breaks, on the disk alone and under the running server, the page that holds `text`; gives a way to mend it. */
export async function damagePage({ config, database }: TestServer, text: string): Promise<() => void> {
  await sql`pragma wal_checkpoint(truncate)`.execute(database.kysely);
  const file = join(config.dataDir, 'bookchat.db');
  const bytes = readFileSync(file);
  const found = bytes.indexOf(text);
  if (found === -1) throw new Error(`No page of ${file} holds ${text}`);
  const page = found - (found % PAGE_BYTES);
  write(file, BROKEN_HEADER, page);
  return () => write(file, bytes.subarray(page, page + BROKEN_HEADER.length), page);
}

function write(file: string, bytes: Uint8Array, at: number): void {
  const opened = openSync(file, 'r+');
  try {
    writeSync(opened, bytes, 0, bytes.length, at);
  } finally {
    closeSync(opened);
  }
}
