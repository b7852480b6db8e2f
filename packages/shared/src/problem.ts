import * as z from 'zod/mini';

/** Everything that can go wrong, as `code` names it: the status it comes with and its title. */
export const PROBLEMS = {
  validation_failed: { status: 400, title: 'The request does not fit' },
  malformed_json: { status: 400, title: 'The body is not JSON' },
  malformed_request: { status: 400, title: 'The request cannot be read' },
  key_refused: { status: 401, title: 'This key is not taken' },
  admin_required: { status: 401, title: 'The admin right is needed' },
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
  alert_not_found: { status: 404, title: 'There is no such alert' },
  method_not_allowed: { status: 405, title: 'This address does not take that method' },
  request_timeout: { status: 408, title: 'The request took too long to arrive' },
  id_taken: { status: 409, title: 'The id belongs to another message' },
  already_running: { status: 409, title: 'It is under way already' },
  key_ended: { status: 409, title: 'The key has ended' },
  archive_off: { status: 409, title: 'There is no archive' },
  cursor_expired: { status: 410, title: 'The cursor is from another time' },
  precondition_failed: { status: 412, title: 'It is not what the request expects' },
  body_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'The body must be JSON in UTF-8' },
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
