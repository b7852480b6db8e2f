import type { Room } from '@bookchat/shared';

/** An open room that the reader is in and does not run, but for what is given. */
export function aRoom(more: Partial<Room> = {}): Room {
  return {
    name: 'general',
    title: 'General',
    description: '',
    kind: 'open',
    closed_at: null,
    in_repository: true,
    repository_since: null,
    position: 1,
    created_at: '2026-11-20T10:00:00.000Z',
    people: null,
    members: 1,
    owners: [],
    gone: [],
    let_in: null,
    is_member: true,
    is_yours: false,
    last_message: null,
    unread: 0,
    read_up_to: null,
    ...more,
  };
}
