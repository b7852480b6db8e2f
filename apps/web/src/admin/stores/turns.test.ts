import { expect, test } from 'vitest';
import { insider } from '../../../test/fake-access.ts';
import { person } from '../../../test/signed-in.ts';
import type { AccessState } from '../../stores/access.ts';
import type { SessionState } from './session.ts';
import { describeTurn, isNews, isSamePage } from './turns.ts';

const OWNER = person({ role: 'owner' });
const BOB = person({ id: '01931e2f-7c1a-7cc3-98c4-000000000002', name: 'bob', role: 'admin' });

function openFor(me = OWNER): SessionState {
  return { kind: 'open', via: 'person', mode: 'accounts', me };
}

const BY_TOKEN: SessionState = { kind: 'open', via: 'session', mode: 'accounts', me: null };
const OUT: SessionState = { kind: 'signed-out', wasIn: true, mode: 'accounts' };
const NO_RULES = { needs_owner: false, ways: { passkeys: false, github: null, recovery_mail: false } };
const ACCESS_OUT: AccessState = { kind: 'out', why: 'ended', rules: NO_RULES };
const asOwner: AccessState = { kind: 'in', me: { ...insider(), role: 'owner' } };

test.for([
  ['nobody is asked for yet', { kind: 'asking' }, openFor(), false],
  ['there are no accounts', { kind: 'open' }, BY_TOKEN, false],
  ['the same person is in', asOwner, openFor(), false],
  ['the same person has another role', { kind: 'in', me: insider() }, openFor(), true],
  ['somebody else is in', asOwner, openFor(BOB), true],
  ['nobody is in any more', ACCESS_OUT, openFor(), true],
  ['nobody was in', ACCESS_OUT, BY_TOKEN, false],
  ['nobody is in still', ACCESS_OUT, OUT, false],
  ['somebody is in again', asOwner, OUT, true],
  ['a member became an owner', asOwner, { kind: 'too-low', wasIn: true, me: person() }, true],
] as const)('where %s, that is news or none', ([, access, session, isIt]) => {
  expect(isNews(access, session)).toBe(isIt);
});

test('a page stays for the same person in the same role, whatever they are called', () => {
  expect(isSamePage(openFor(), openFor(person({ role: 'owner', name: 'alice b' })))).toBe(true);
  expect(isSamePage(openFor(), openFor(person({ role: 'admin' })))).toBe(false);
  expect(isSamePage(openFor(), BY_TOKEN)).toBe(false);
  expect(isSamePage(OUT, BY_TOKEN)).toBe(false);
});

test('whose page has become another is told why', () => {
  expect(describeTurn(openFor(person({ role: 'admin' })), openFor())).toBe(
    'Your role was changed: you are an admin now.',
  );
  expect(describeTurn(openFor(BOB), openFor())).toBe('You are here as bob now.');
  expect(describeTurn(openFor(BOB), BY_TOKEN)).toBe('You are here as bob now.');
  expect(describeTurn(BY_TOKEN, openFor())).toMatch(/^Your account’s session has ended\./);
  expect(describeTurn(openFor(), OUT)).toBeNull();
  expect(describeTurn(OUT, openFor())).toBeNull();
});
