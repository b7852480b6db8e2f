import { expect, test } from 'vitest';
import { firstSentence } from './first-sentence.ts';

test.each([
  ['GitHub asks for a pause. It goes on by itself.', 'GitHub asks for a pause.'],
  ['github.com cannot be reached.', 'github.com cannot be reached.'],
  ['Version 1.2 is too old. Update it.', 'Version 1.2 is too old.'],
  ['no full stop', 'no full stop'],
  ['', ''],
])('of "%s" it is "%s"', (text, sentence) => {
  expect(firstSentence(text)).toBe(sentence);
});
