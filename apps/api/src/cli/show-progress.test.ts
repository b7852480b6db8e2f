import { describe, expect, it } from 'vitest';
import { showProgress } from './show-progress.ts';

const STEPS = [
  { step: 'Copying', part: 0.1 },
  { step: 'Copying', part: 0.104 },
  { step: 'Copying', part: 0.5 },
  { step: 'Reading', part: 1 },
];

describe('progress', () => {
  it('is one line that changes where a person watches, and is gone at the end', () => {
    expect(print(true)).toBe(
      '\r\u001b[KCopying … 10 %\r\u001b[KCopying … 50 %\r\u001b[KReading … 100 %\r\u001b[K',
    );
  });

  it('is a line for each step where it is kept', () => {
    expect(print(false)).toBe('Copying …\nReading …\n');
  });
});

function print(isTTY: boolean): string {
  const texts: string[] = [];
  const display = showProgress({ isTTY, write: (text: string | Uint8Array) => texts.push(String(text)) > 0 });
  for (const step of STEPS) display.show(step);
  display.end();
  return texts.join('');
}
