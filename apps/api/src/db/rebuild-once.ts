import { statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { canShrink, rebuild } from './engines/sqlite-space.ts';
import { isDiskFull } from './is-disk-full.ts';

/** @param bytes of the file. `willBe` is false where the disk has no room for it: then it stays as it is. */
export type OnRebuild = (bytes: number, willBe: boolean) => void;

/** It is written twice: to the write-ahead log, and from there into the file. */
const ROOM_NEEDED = 2.2;

/** Rebuilds a database from before the version that gives space back; at the start, when nobody waits to write. */
export function rebuildOnce(writer: BetterSqlite3.Database, file: string, onRebuild: OnRebuild): void {
  if (writer.memory || canShrink(writer)) return;
  const { size } = statSync(file);
  const hasRoom = readRoom(file) >= size * ROOM_NEEDED;
  onRebuild(size, hasRoom);
  if (!hasRoom) return;
  try {
    rebuild(writer);
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    onRebuild(size, false);
  }
}

function readRoom(file: string): number {
  const { bavail, bsize } = statfsSync(dirname(file));
  return bavail * bsize;
}
