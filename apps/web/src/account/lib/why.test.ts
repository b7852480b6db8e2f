import { newPasswordSchema } from '@bookchat/shared';
import { expect, test } from 'vitest';
import { refusal } from '../../../test/refusal.ts';
import { whyNot } from '../../lib/why-not.ts';
import { describePasskey, describePassword, describeSignIn } from './describe-sign-in.ts';
import { whyNoAddress } from './why-no-address.ts';

test('a value that does not fit is refused in the contract’s words', () => {
  expect(whyNot(newPasswordSchema, 'too short')).toBe('A password has at least 10 characters.');
  expect(whyNot(newPasswordSchema, 'long enough')).toBeNull();
});

test.for([
  ['', null],
  [' alice@example.org ', null],
  ['alice', 'This is no mail address.'],
  ['alice@example', 'This is no mail address.'],
])('of the address %j is said %j', ([text, words]) => {
  expect(whyNoAddress(text as string)).toBe(words);
});

test('who is refused is not told which half was wrong; whoever is in is told of the password', () => {
  const wrong = refusal(401, 'sign_in_refused');
  expect(describeSignIn(wrong)).toBe('This name and this password do not belong together. Try again.');
  expect(describePassword(wrong)).toBe('This is not your password.');
  expect(describePasskey(wrong)).toMatch(/does not open this server/);
});

test('who is suspended is told so, until when and why, whichever way they came', () => {
  const detail = 'Your account is suspended until an admin lets you in again. The reason: “Spam.”';
  const suspended = refusal(403, 'account_suspended', detail);
  for (const describe of [describeSignIn, describePasskey]) expect(describe(suspended)).toBe(detail);
});

test('any other failure says what it is', () => {
  const away = refusal(503, 'maintenance');
  for (const describe of [describeSignIn, describePassword, describePasskey])
    expect(describe(away)).toMatch(/in maintenance/);
});
