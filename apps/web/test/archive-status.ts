import type { ArchiveStatus } from '@bookchat/shared';

export const HASH = '4f2a9c1be07d3358a6c0f4e1d2b39a7785e6c013';

/** What a server tells of an archive on GitHub that holds everything, but for what is given. */
export function archiveStatus(more: Partial<ArchiveStatus> = {}): ArchiveStatus {
  return {
    state: 'idle',
    backlog: 0,
    head: HASH,
    verified_at: '2026-11-20T17:16:41.123Z',
    place: {
      kind: 'github',
      name: 'acme/conversation',
      url: 'https://github.com/acme/conversation',
      commit_url: 'https://github.com/acme/conversation/commit/{hash}',
    },
    last_commit_at: '2026-11-20T17:16:40.000Z',
    publishing: null,
    problem: null,
    ...more,
  };
}

export const NO_ARCHIVE = archiveStatus({
  state: 'off',
  backlog: null,
  head: null,
  verified_at: null,
  place: null,
  last_commit_at: null,
});

export const LOCAL_PLACE: ArchiveStatus['place'] = {
  kind: 'local',
  name: 'archive',
  url: null,
  commit_url: null,
};
