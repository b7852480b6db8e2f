import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openTerminalLog } from './terminal-log.ts';

const LINE = `${JSON.stringify({ level: 'info', time: '2026-11-20T17:16:41.123Z', name: 'bookchat', message: 'hello' })}\n`;

describe('the log on the terminal', () => {
  it('is JSON where a supervisor collects it', () => {
    const printed = watchTerminal(false);
    const log = openTerminalLog();
    log.write(LINE);
    log.flush();
    expect(printed()).toBe(LINE);
  });

  it('is pretty where a person watches, from the first line on', async () => {
    const printed = watchTerminal(true);
    const log = openTerminalLog();
    log.write(LINE);
    await vi.waitFor(() => expect(printed()).toContain('hello'));
    log.write(LINE.replace('hello', 'and again'));
    await vi.waitFor(() => expect(printed()).toContain('and again'));
    expect(printed()).toMatch(/INFO.*hello.*\n.*INFO.*and again/s);
    expect(printed()).not.toContain('{"level"');
  });
});

function watchTerminal(isTTY: boolean): () => string {
  const real = Object.getOwnPropertyDescriptor(process.stdout, 'isTTY') ?? { value: undefined };
  Object.defineProperty(process.stdout, 'isTTY', { value: isTTY, configurable: true });
  onTestFinished(() => void Object.defineProperty(process.stdout, 'isTTY', { ...real, configurable: true }));
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  return () => write.mock.calls.map(([text]) => String(text)).join('');
}
