import { personNameSchema } from '@bookchat/shared';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameKey } from './name-key.ts';

describe('names', () => {
  it.for([
    ['alice', 'ALICE'],
    ['alice', 'al1ce'],
    ['alice', 'aIice'],
    ['Bill', 'B|ll'],
    ['bob', 'b0b'],
    ['alice', '\u0430lice'],
    ['Hope', '\u041d\u043e\u0440\u0435'],
    ['Tom', '\u03a4\u03bfm'],
    ['Jose', 'Jos\u00e9'],
    ['mary ann', 'Mary-Ann'],
    ['mary ann', 'mary\u200bann'],
    ['alice', '\uff21\uff4c\uff49\uff43\uff45'],
    ['I\u0307stanbul', 'istanbul'],
    ['Mike', '\u13b7ike'],
    ['oneil', 'o\u02bcneil'],
    ['alice', 'alice\u1cd0'],
    ['alice', 'alice\u20e3'],
    ['alice', 'alice\u2800'],
    ['dora', '\ua4d3ora'],
    ['Dora', 'D\u1d0fra'],
    ['dora', '\u1d05\u1d0f\u0280\u1d00'],
    ['mike', 'rnike'],
    ['MIKE', 'Rnike'],
    ['Will', 'vvill'],
    ['Nick', '\u039dick'],
    ['vick', '\u03bdick'],
    ['Zoe', 'Z\u00d8e'],
    ['\u039d\u03af\u03ba\u03bf\u03c2', '\u039d\u0399\u039a\u039f\u03a3'],
    ['\u0418\u0412\u0410\u041d', '\u0438\u0432\u0430\u043d'],
  ] as const)('%s and %s look alike', ([one, other]) => {
    expect(nameKey(one)).toBe(nameKey(other));
  });

  it.for([
    ['alice', 'alicia'],
    ['bob', 'rob'],
    ['Nick', 'vick'],
    ['marc', 'mark'],
    ['\u0938\u0940\u0924\u093e', '\u0930\u093e\u092e'],
    ['\u5f20\u4f1f', '\u5f20\u5a1c'],
    ['\u{1f98a}', '\u{1f43c}'],
    ['...', '!!!'],
  ] as const)('%s and %s do not', ([one, other]) => {
    expect(nameKey(one)).not.toBe(nameKey(other));
  });

  it('have a key that is never empty, and the same in any case', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const { success, data } = personNameSchema.safeParse(text);
        if (!success) return;
        expect(nameKey(data)).not.toBe('');
        expect(nameKey(data.normalize('NFD'))).toBe(nameKey(data));
      }),
    );
  });
});
