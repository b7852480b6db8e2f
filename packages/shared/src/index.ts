export { type ArchiveStatus, archiveStatusSchema } from './archive-status.ts';
export {
  type Access,
  type AnswerOf,
  type BodyOf,
  defineEndpoint,
  type Endpoint,
  type QueryOf,
  type RateLimitClass,
} from './endpoint.ts';
export { closeAdminSession, openAdminSession, readAdminSession } from './endpoints/admin-session.ts';
export { documentationPage, documentationStyle, openApiDocument } from './endpoints/documentation.ts';
export { type Change, type Changes, changeSchema, listChanges } from './endpoints/list-changes.ts';
export { DEFAULT_PAGE_SIZE, listMessages, MAX_PAGE_SIZE } from './endpoints/list-messages.ts';
export { postMessage } from './endpoints/post-message.ts';
export { livez, readyz } from './endpoints/probes.ts';
export { countCodePoints } from './fields/code-points.ts';
export { cursorSchema } from './fields/cursor.ts';
export { gitCommitHashSchema } from './fields/git-commit-hash.ts';
export { MAX_CONTENT_CODE_POINTS, messageContentSchema } from './fields/message-content.ts';
export { messageIdSchema } from './fields/message-id.ts';
export { ANONYMOUS, MAX_NAME_CODE_POINTS, personNameSchema } from './fields/person-name.ts';
export { DEFAULT_ROOM, roomNameSchema } from './fields/room-name.ts';
export { timestampSchema } from './fields/timestamp.ts';
export { type Message, messageSchema } from './message.ts';
export { PROBLEM_MEDIA_TYPE, PROBLEMS, type Problem, type ProblemCode, problemSchema } from './problem.ts';
