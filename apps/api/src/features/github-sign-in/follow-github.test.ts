import { describe, expect, it } from 'vitest';
import { followGithub, GONE } from './follow-github.ts';

const NOW = '2026-11-20T12:00:00.000Z';
const ada = {
  role: 'member',
  state: 'active',
  suspend_reason: null,
  github_role: 'member',
  github_gone_at: null,
} as const;
const gone = { ...ada, state: 'suspended', suspend_reason: GONE, github_gone_at: NOW } as const;

describe('somebody who came by GitHub', () => {
  it('stays as they are while GitHub says the same', () => {
    expect(followGithub(ada, 'member', NOW)).toBeNull();
  });

  it('is suspended when GitHub lets them in no longer', () => {
    expect(followGithub(ada, null, NOW)).toEqual({
      state: 'suspended',
      suspend_reason: GONE,
      github_gone_at: NOW,
    });
    expect(followGithub(gone, null, NOW)).toBeNull();
  });

  it('is back when GitHub lets them in again, with the role of now', () => {
    expect(followGithub(gone, 'guest', NOW)).toEqual({
      state: 'active',
      suspend_reason: null,
      github_gone_at: null,
      role: 'guest',
      github_role: 'guest',
    });
  });

  it('takes the role that GitHub gives', () => {
    expect(followGithub(ada, 'admin', NOW)).toEqual({ role: 'admin', github_role: 'admin' });
  });
});

describe('what an admin did by hand', () => {
  it('stays where it is another role', () => {
    expect(followGithub({ ...ada, role: 'guest' }, 'admin', NOW)).toEqual({ github_role: 'admin' });
  });

  it('stays where it is a suspension', () => {
    const muted = { ...ada, state: 'suspended', suspend_reason: 'Spam' } as const;
    expect(followGithub(muted, 'member', NOW)).toBeNull();
    expect(followGithub(muted, null, NOW)).toBeNull();
    const both = { ...gone, suspend_reason: 'Spam' };
    expect(followGithub(both, 'member', NOW)).toEqual({ github_gone_at: null });
  });

  it('stays where it is a reinstatement, until they come and go again', () => {
    const letIn = { ...gone, state: 'active', suspend_reason: null } as const;
    expect(followGithub(letIn, null, NOW)).toBeNull();
    expect(followGithub(letIn, 'member', NOW)).toEqual({ github_gone_at: null });
  });

  it('stays where it is an owner', () => {
    expect(followGithub({ ...ada, role: 'owner' }, null, NOW)).toBeNull();
  });
});

it('says nothing of who was removed, or came another way', () => {
  expect(followGithub({ ...ada, state: 'removed' }, 'admin', NOW)).toBeNull();
  expect(followGithub({ ...ada, github_role: null }, null, NOW)).toBeNull();
});
