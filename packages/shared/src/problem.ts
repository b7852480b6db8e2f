import * as z from 'zod/mini';

/** Everything that can go wrong, as `code` names it: the status it comes with and its title. */
export const PROBLEMS = {
  validation_failed: { status: 400, title: 'The request does not fit' },
  malformed_json: { status: 400, title: 'The body is not JSON' },
  malformed_request: { status: 400, title: 'The request cannot be read' },
  key_refused: { status: 401, title: 'This key is not taken' },
  admin_required: { status: 401, title: 'The admin right is needed' },
  sign_in_needed: { status: 401, title: 'Sign in first' },
  sign_in_refused: { status: 401, title: 'That did not let you in' },
  account_suspended: { status: 403, title: 'The account is suspended' },
  recent_sign_in_needed: { status: 403, title: 'Sign in again first' },
  role_needed: { status: 403, title: 'Your role does not include this' },
  not_your_room: { status: 403, title: 'That is for whoever runs the room' },
  rank_too_low: { status: 403, title: 'That needs a higher role' },
  muted: { status: 403, title: 'You may read, but not write' },
  scope_needed: { status: 403, title: 'The key may not do this' },
  host_not_allowed: { status: 403, title: 'This address is not served' },
  proxy_not_allowed: { status: 403, title: 'Open access stays on this machine' },
  origin_not_allowed: { status: 403, title: 'Another site may not write here' },
  route_not_found: { status: 404, title: 'There is nothing at this address' },
  room_not_found: { status: 404, title: 'There is no such room' },
  message_not_found: { status: 404, title: 'There is no such message' },
  backup_not_found: { status: 404, title: 'There is no such backup' },
  task_not_found: { status: 404, title: 'There is no such task' },
  key_not_found: { status: 404, title: 'There is no such key' },
  person_not_found: { status: 404, title: 'There is no such person' },
  invite_not_found: { status: 404, title: 'There is no such invite' },
  name_not_found: { status: 404, title: 'Nobody wrote under that name' },
  taken_name_not_found: { status: 404, title: 'Nobody has taken that name' },
  passkey_not_found: { status: 404, title: 'There is no such passkey' },
  avatar_not_found: { status: 404, title: 'There is no such picture' },
  alert_not_found: { status: 404, title: 'There is no such alert' },
  method_not_allowed: { status: 405, title: 'This address does not take that method' },
  request_timeout: { status: 408, title: 'The request took too long to arrive' },
  id_taken: { status: 409, title: 'The id belongs to another message' },
  already_running: { status: 409, title: 'It is under way already' },
  room_taken: { status: 409, title: 'There is such a room' },
  room_closed: { status: 409, title: 'The room is closed' },
  too_many_rooms: { status: 409, title: 'There are too many rooms' },
  default_room: { status: 409, title: 'Of the first room that is not possible' },
  name_taken: { status: 409, title: 'The name is taken' },
  too_many_renames: { status: 409, title: 'You have changed your name often enough for now' },
  too_many_names: { status: 409, title: 'No more names can be taken' },
  email_taken: { status: 409, title: 'The mail address is taken' },
  not_yourself: { status: 409, title: 'Nobody does this to themselves' },
  too_many_keys: { status: 409, title: 'You have as many keys as one may' },
  last_owner: { status: 409, title: 'There must be an owner' },
  last_way_in: { status: 409, title: 'It is the last way in' },
  accounts_off: { status: 409, title: 'This server has no accounts' },
  accounts_on: { status: 409, title: 'This server has accounts' },
  github_off: { status: 409, title: 'There is no sign-in with GitHub' },
  github_bound: { status: 409, title: 'The account came by GitHub' },
  mail_off: { status: 409, title: 'This server sends no mail' },
  link_ended: { status: 410, title: 'The link has ended' },
  passkey_refused: { status: 422, title: 'The passkey cannot be taken' },
  key_ended: { status: 409, title: 'The key has ended' },
  archive_off: { status: 409, title: 'There is no archive' },
  cursor_expired: { status: 410, title: 'The cursor is from another time' },
  precondition_failed: { status: 412, title: 'It is not what the request expects' },
  body_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'The body must be JSON in UTF-8' },
  avatar_refused: { status: 422, title: 'The picture cannot be taken' },
  backup_unusable: { status: 422, title: 'The backup cannot be used' },
  token_refused: { status: 422, title: 'The token does not work' },
  rate_limited: { status: 429, title: 'Too many requests' },
  headers_too_large: { status: 431, title: 'The headers are too large' },
  internal_error: { status: 500, title: 'Something went wrong on the server' },
  backup_failed: { status: 500, title: 'The backup failed' },
  restore_failed: { status: 500, title: 'The restore failed' },
  archive_unreachable: { status: 502, title: 'The archive cannot be reached' },
  maintenance: { status: 503, title: 'The server is in maintenance' },
  shutting_down: { status: 503, title: 'The server is stopping' },
  overloaded: { status: 503, title: 'The server is busy' },
  storage_full: { status: 507, title: 'The disk is full' },
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

const codes = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]];

/** RFC 9457 problem details, with a code of a closed list and, for validation, each field that does not fit. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(codes),
    errors: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
  })
  .check(z.meta({ id: 'Problem', description: 'RFC 9457 problem details.' }));

export type Problem = z.infer<typeof problemSchema>;

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';
