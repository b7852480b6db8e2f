import type * as contract from '@bookchat/shared';

// Numbers and names of the contract that the first load needs. The compiler holds them to it; the modules that they
// stand in would bring their schemas along.
export const DEFAULT_ROOM: typeof contract.DEFAULT_ROOM = 'general';
export const MAX_CONTENT_CODE_POINTS: typeof contract.MAX_CONTENT_CODE_POINTS = 4_000;
export const MAX_NAME_CODE_POINTS: typeof contract.MAX_NAME_CODE_POINTS = 40;
export const MAX_PAGE_SIZE: typeof contract.MAX_PAGE_SIZE = 200;
export const MOST_INVITE_ROOMS: typeof contract.MOST_INVITE_ROOMS = 50;
export const MOST_UNREAD: typeof contract.MOST_UNREAD = 100;
