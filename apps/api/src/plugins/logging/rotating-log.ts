import { join } from 'node:path';
import { createStream, type RotatingFileStream } from 'rotating-file-stream';
import { makeFolder } from '../../lib/make-folder.ts';
import { endsMidLine } from './ends-mid-line.ts';
import { lossNote } from './loss-note.ts';

const FLUSH_INTERVAL_MS = 200;
const MAX_BATCH_BYTES = 32 * 1024;
/** What may wait for a slow disk; past it lines are dropped and counted. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;
const REOPEN_AFTER_MS = 10_000;

export interface RotatingFile {
  readonly dir: string;
  readonly name: string;
  /** Having grown to this, it is turned over. */
  readonly fileBytes: number;
  /** How many are kept of those that were. */
  readonly files: number;
}

export interface RotatingLog {
  /** Takes a line and returns at once; it is written with others within a fifth of a second. */
  write(line: string): void;
  /** Settles when everything taken so far is written, or given up. */
  flush(): Promise<void>;
  /** Flushes, and lets the file go. */
  close(): Promise<void>;
}

/**
 * Appends lines to `dir/name`, which keeps its name: once it has so many bytes it becomes `name.1`, and so on up to as many
 * as are kept.
 * A disk that is full or gone costs lines, never the caller: they are counted, and the count is logged once
 * writing works again.
 * @param clean what is written passes through it.
 */
export function openRotatingLog(
  { dir, name, fileBytes, files }: RotatingFile,
  clean = (text: string) => text,
): RotatingLog {
  const path = join(dir, name);
  let lines: string[] = [];
  let batchBytes = 0;
  let waitingBytes = 0;
  let lost = 0;
  let brokenAt = 0;
  let stream = open();
  /** Unknown until the first batch: a crash may have left half a line. */
  let midLine: boolean | null = null;
  let writing: Promise<void> = Promise.resolve();
  const timer = setInterval(sendBatch, FLUSH_INTERVAL_MS);
  timer.unref();

  return {
    write(line) {
      if (waitingBytes > MAX_WAITING_BYTES) {
        lost += 1;
        return;
      }
      lines.push(line);
      batchBytes += line.length;
      waitingBytes += line.length;
      if (batchBytes >= MAX_BATCH_BYTES) sendBatch();
    },
    flush,
    async close() {
      clearInterval(timer);
      await flush();
      await end(stream);
    },
  };

  async function flush(): Promise<void> {
    sendBatch();
    await writing;
  }

  function sendBatch(): void {
    if (lines.length === 0) return;
    const batch = lines;
    lines = [];
    batchBytes = 0;
    writing = writing.then(() => writeBatch(batch));
  }

  async function writeBatch(batch: readonly string[]): Promise<void> {
    const text = batch.join('');
    const told = lost;
    if (await append(lossNote(told) + clean(text))) lost -= told;
    else lost += batch.length;
    waitingBytes -= text.length;
  }

  /** A disk that fills up takes half a line, and not always with an error: the file's own end tells. */
  async function append(text: string): Promise<boolean> {
    if (stream === null && performance.now() - brokenAt > REOPEN_AFTER_MS) stream = open();
    if (stream === null) return false;
    midLine ??= await endsMidLine(path);
    const error = await writeTo(stream, midLine ? `\n${text}` : text);
    midLine = await endsMidLine(path);
    return error === null && !midLine;
  }

  function open(): RotatingFileStream | null {
    try {
      makeFolder(dir);
    } catch {
      brokenAt = performance.now();
      return null;
    }
    const opened = createStream((index) => (typeof index === 'number' ? `${name}.${index}` : name), {
      path: dir,
      size: `${fileBytes}B`,
      rotate: files,
      mode: 0o600,
    });
    opened.on('error', () => {
      if (stream === opened) stream = null;
      brokenAt = performance.now();
    });
    return opened;
  }
}

function writeTo(stream: RotatingFileStream, text: string): Promise<Error | null> {
  return new Promise((resolve) => stream.write(text, (error) => resolve(error ?? null)));
}

function end(stream: RotatingFileStream | null): Promise<void> {
  return new Promise((resolve) => {
    if (stream === null || stream.destroyed) return resolve();
    stream.once('close', resolve);
    stream.end();
  });
}
