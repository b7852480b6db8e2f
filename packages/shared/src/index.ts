export { type Alert, alertSchema, SEVERITIES, type Severity, severitySchema } from './alert.ts';
export {
  API_KEY_SCOPES,
  type ApiKey,
  type ApiKeyScope,
  apiKeySchema,
  apiKeyScopeSchema,
  type WatchedSecret,
  watchedSecretSchema,
} from './api-key.ts';
export {
  type ArchivePlace,
  type ArchiveProgress,
  type ArchiveStatus,
  archiveStatusSchema,
} from './archive-status.ts';
export { type Backup, type BackupReason, backupReasonSchema, backupSchema } from './backup.ts';
export {
  type Access,
  type AnswerOf,
  type BodyOf,
  defineEndpoint,
  type Endpoint,
  type ParamsOf,
  type QueryOf,
  type RateLimitClass,
} from './endpoint.ts';
export { closeAdminSession, openAdminSession, readAdminSession } from './endpoints/admin-session.ts';
export {
  acknowledgeAlert,
  type Channel,
  channelSchema,
  listAlerts,
  readAlert,
  resolveAlert,
  testAlerts,
} from './endpoints/alerts.ts';
export {
  type ArchiveDetails,
  type ArchiveVerification,
  archiveDetailsSchema,
  archiveVerificationSchema,
  readArchive,
  verifyArchive,
} from './endpoints/archive.ts';
export { readAvatar, removeAvatar, uploadAvatar } from './endpoints/avatars.ts';
export {
  type BackupOperation,
  downloadBackup,
  downloadManifest,
  listBackups,
  makeBackup,
  readBackup,
  restoreBackup,
  verifyBackup,
} from './endpoints/backups.ts';
export { type Breach, type BreachSummary, listBreaches } from './endpoints/breaches.ts';
export {
  type DatabaseReport,
  databaseReportSchema,
  readDatabase,
  slowQuerySchema,
} from './endpoints/database.ts';
export { documentationPage, documentationStyle, openApiDocument } from './endpoints/documentation.ts';
export {
  finishGithubSignIn,
  GITHUB_REASONS,
  type GithubReason,
  linkGithub,
  startGithubSignIn,
  unlinkGithub,
} from './endpoints/github.ts';
export { type Health, readHealth, type ServiceHealth } from './endpoints/health.ts';
export {
  HISTORY_PERIODS,
  type History,
  type HistoryPeriod,
  historySeriesSchema,
  readHistory,
} from './endpoints/history.ts';
export { readIdentity, releaseName, takeName } from './endpoints/identity.ts';
export { askForRecovery, join, lookAtLink, recover } from './endpoints/joining.ts';
export {
  createKey,
  DEFAULT_KEY_DAYS,
  DEFAULT_OVERLAP_HOURS,
  listKeys,
  MAX_KEY_DAYS,
  MAX_OVERLAP_HOURS,
  type MintedApiKey,
  revokeKey,
  rotateGithubToken,
  rotateKey,
} from './endpoints/keys.ts';
export { type Change, type Changes, changeSchema, listChanges } from './endpoints/list-changes.ts';
export { DEFAULT_PAGE_SIZE, listMessages, MAX_PAGE_SIZE } from './endpoints/list-messages.ts';
export { listRooms } from './endpoints/list-rooms.ts';
export { LOG_LEVELS, type LogLevel, type LogLine, readLogs } from './endpoints/logs.ts';
export { markRead } from './endpoints/mark-read.ts';
export { changeMe, changePassword, deleteMe, downloadMyData } from './endpoints/me.ts';
export { readMetrics } from './endpoints/metrics.ts';
export { type Monitoring, readMonitoring } from './endpoints/monitoring.ts';
export {
  createMyKey,
  listMyKeys,
  MAX_OWN_KEYS,
  revokeMyKey,
  rotateMyKey,
} from './endpoints/my-keys.ts';
export {
  chooseRoomsOfPerson,
  giveStrandedRoom,
  listRoomsOfPerson,
  listStrandedRooms,
  type RoomOfPerson,
  type StrandedRoom,
} from './endpoints/operators-rooms.ts';
export {
  addPasskey,
  beginPasskey,
  beginPasskeySignIn,
  finishPasskeySignIn,
  listPasskeys,
  type Passkey,
  removePasskey,
} from './endpoints/passkeys.ts';
export {
  type AuditEntry,
  assignName,
  changeRole,
  createInvite,
  listInviteRooms,
  listInvites,
  listManagedPeople,
  listPeople,
  listUnclaimedNames,
  makeRecoveryLink,
  mutePerson,
  readAudit,
  reinstatePerson,
  releaseFormerName,
  removePerson,
  revokeInvite,
  suspendPerson,
} from './endpoints/people.ts';
export { postMessage } from './endpoints/post-message.ts';
export { livez, readyz } from './endpoints/probes.ts';
export {
  type Retention,
  type RetentionRun,
  type RoomRetention,
  readRetention,
  retentionRunSchema,
  retentionSchema,
} from './endpoints/retention.ts';
export {
  listRoomInvites,
  type RoomInvite,
  roomInviteSchema,
  withdrawRoomInvite,
} from './endpoints/room-invites.ts';
export {
  changeRoom,
  createRoom,
  inviteToRoom,
  joinRoom,
  leaveRoom,
  openDirectRoom,
  orderRooms,
  removeFromRoom,
} from './endpoints/rooms.ts';
export {
  confirmSignIn,
  endSession,
  listSessions,
  type Recovery,
  readSession,
  type Session,
  type SignedIn,
  sessionSchema,
  signIn,
  signOut,
  signOutEverywhere,
} from './endpoints/session.ts';
export { readStats, type Stats } from './endpoints/stats.ts';
export { changeTask, listTasks, runTask, type Task, type TaskRun } from './endpoints/tasks.ts';
export { apiKeyIdSchema } from './fields/api-key-id.ts';
export { avatarHashSchema } from './fields/avatar-hash.ts';
export { backupIdSchema } from './fields/backup-id.ts';
export { countCodePoints } from './fields/code-points.ts';
export { cursorSchema } from './fields/cursor.ts';
export { emailAddressSchema } from './fields/email-address.ts';
export { gitCommitHashSchema } from './fields/git-commit-hash.ts';
export { keyRoomsSchema } from './fields/key-rooms.ts';
export { linkTokenSchema } from './fields/link-token.ts';
export { MAX_CONTENT_CODE_POINTS, messageContentSchema } from './fields/message-content.ts';
export { messageIdSchema } from './fields/message-id.ts';
export {
  MAX_PASSWORD_CODE_POINTS,
  MIN_PASSWORD_CODE_POINTS,
  newPasswordSchema,
} from './fields/password.ts';
export { personIdSchema } from './fields/person-id.ts';
export { ANONYMOUS, MAX_NAME_CODE_POINTS, newNameSchema, personNameSchema } from './fields/person-name.ts';
export { reasonSchema } from './fields/reason.ts';
export { DEFAULT_ROOM, roomNameSchema } from './fields/room-name.ts';
export {
  MAX_DESCRIPTION_CODE_POINTS,
  MAX_TITLE_CODE_POINTS,
  roomDescriptionSchema,
  roomTitleSchema,
} from './fields/room-words.ts';
export { scheduleSchema } from './fields/schedule.ts';
export { MAX_STATUS_CODE_POINTS, statusTextSchema } from './fields/status-text.ts';
export { isTimeZone, timeZoneSchema } from './fields/time-zone.ts';
export { timestampSchema } from './fields/timestamp.ts';
export { passwordSchema } from './fields/tried-password.ts';
export { fillPath } from './fill-path.ts';
export {
  type Invite,
  type InviteRoom,
  inviteRoomSchema,
  inviteSchema,
  MOST_INVITE_ROOMS,
} from './invite.ts';
export { type Message, messageSchema } from './message.ts';
export {
  type ManagedPerson,
  type Me,
  managedPersonSchema,
  meSchema,
  type Person,
  type PersonState,
  personSchema,
  ROLES,
  type Role,
  roleSchema,
} from './person.ts';
export { PROBLEM_MEDIA_TYPE, PROBLEMS, type Problem, type ProblemCode, problemSchema } from './problem.ts';
export { MOST_UNREAD, type Room, type RoomKind, roomKindSchema, roomSchema } from './room.ts';
