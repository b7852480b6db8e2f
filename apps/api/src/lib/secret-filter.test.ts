import { describe, expect, it } from 'vitest';
import { createSecretFilter } from './secret-filter.ts';

const SECRET = 'p"ss\\wörd&more';

describe('a filter of secrets', () => {
  it.for([
    ['as it is', SECRET],
    ['in JSON', JSON.stringify(SECRET).slice(1, -1)],
    ['in an address', encodeURIComponent(SECRET)],
    ['in Base64', Buffer.from(SECRET).toString('base64')],
  ] as const)('takes a secret out %s', ([, form]) => {
    const { clean } = createSecretFilter([SECRET]);
    expect(clean(`before ${form} between ${form} after`).replaceAll('=', '')).toBe(
      'before [secret] between [secret] after',
    );
  });

  it('learns of secrets later on, and leaves all else alone', () => {
    const { clean, hide } = createSecretFilter();
    expect(clean(`met ${SECRET}`)).toBe(`met ${SECRET}`);
    hide(SECRET);
    expect(clean(`met ${SECRET}`)).toBe('met [secret]');
    expect(clean('nothing here')).toBe('nothing here');
  });
});
