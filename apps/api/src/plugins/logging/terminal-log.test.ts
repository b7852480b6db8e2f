import { describe, expect, it, vi } from 'vitest';
import { createPaper } from '../../../test/create-paper.ts';
import { openTerminalLog } from './terminal-log.ts';

const LINE = `${JSON.stringify({ level: 'info', time: '2026-11-20T17:16:41.123Z', name: 'bookchat', message: 'hello' })}\n`;
const KILOBYTE = `${'x'.repeat(1_023)}\n`;

describe('the log on the terminal', () => {
  it('is JSON where a supervisor collects it', async () => {
    const terminal = createPaper();
    const log = openTerminalLog(terminal);
    log.write(LINE);
    await log.close();
    expect(terminal.printed()).toBe(LINE);
  });

  it('is pretty where a person watches, from the first line on', async () => {
    const terminal = createPaper({ isTTY: true });
    const log = openTerminalLog(terminal);
    log.write(LINE);
    await vi.waitFor(() => expect(terminal.printed()).toContain('hello'));
    log.write(LINE.replace('hello', 'and again'));
    log.write('a plain line\n');
    await vi.waitFor(() => expect(terminal.printed()).toMatch(/^a plain line\n/m));
    expect(terminal.printed()).toMatch(/INFO.*hello.*\n.*INFO.*and again/s);
    expect(terminal.printed()).not.toContain('{"level"');
  });

  it('prints a long storm of lines whole and in order', async () => {
    const terminal = createPaper();
    const log = openTerminalLog(terminal);
    const lines = Array.from({ length: 1_000 }, (_, number) => `line ${number}\n`);
    for (const line of lines) log.write(line);
    await log.close();
    expect(terminal.printed()).toBe(lines.join(''));
  });

  it('loses what cannot be printed, and says how much once it can', async () => {
    const paper = createPaper();
    const print = vi.fn(paper.print).mockRejectedValueOnce(new Error('ENOSPC'));
    const log = openTerminalLog({ isTTY: false, print });
    log.write('lost\n');
    await vi.waitFor(() => expect(print).toHaveBeenCalled());
    log.write('kept\n');
    log.write('kept too\n');
    await log.close();
    expect(paper.printed()).toMatch(/^{.*"1 log line was lost"}\nkept\nkept too\n$/);
  });

  it('lets no more than 1 MiB wait for a terminal that takes nothing, and counts the rest', async () => {
    const paper = createPaper();
    const { promise: taken, resolve: take } = Promise.withResolvers<void>();
    const log = openTerminalLog({ isTTY: false, print: (text) => taken.then(() => paper.print(text)) });
    for (let count = 0; count < 3 * 1024; count++) log.write(KILOBYTE);
    take();
    await vi.waitFor(() => expect(paper.printed().length).toBeGreaterThan(1024 * 1024));
    log.write('last\n');
    await log.close();
    expect(paper.printed().length).toBeLessThan(1.1 * 1024 * 1024);
    expect(paper.printed()).toMatch(/"20\d\d log lines were lost"}\n/);
    expect(paper.printed()).toMatch(/\nlast\n$/);
  });

  it('closes where nobody reads it', async () => {
    vi.useFakeTimers();
    const log = openTerminalLog({ isTTY: false, print: () => new Promise(() => {}) });
    log.write(LINE);
    const closed = log.close();
    await vi.advanceTimersByTimeAsync(1_000);
    await expect(closed).resolves.toBeUndefined();
    vi.useRealTimers();
  });
});
