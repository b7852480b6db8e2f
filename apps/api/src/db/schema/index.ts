import type { AlertsTable } from './alerts.ts';
import type { ApiKeysTable } from './api-keys.ts';
import type {
  ArchiveBatchesTable,
  ArchiveCommitsTable,
  ArchiveConditionsTable,
  ArchiveEntriesTable,
  ArchiveFilesTable,
  ArchiveSetAsideTable,
  ArchiveTargetsTable,
  ArchiveWritesTable,
  KeptEventsTable,
} from './archive.ts';
import type { BreachesTable } from './breaches.ts';
import type { ChangesTable } from './changes.ts';
import type { IdentityNamesTable } from './identities.ts';
import type { MessagesTable } from './messages.ts';
import type { MetricsTable } from './metrics.ts';
import type {
  AuditTable,
  AvatarsTable,
  ClaimedNamesTable,
  LinksTable,
  PasskeysTable,
  PeopleTable,
  SessionsTable,
} from './people.ts';
import type { RetentionRoomsTable, RetentionRunsTable } from './retention.ts';
import type { RoomPeopleTable, RoomReadsTable, RoomsTable } from './rooms.ts';
import type { ServerStateTable } from './server-state.ts';
import type { TasksTable } from './tasks.ts';
import type { WatchedSecretsTable } from './watched-secrets.ts';

export interface Schema {
  messages: MessagesTable;
  changes: ChangesTable;
  server_state: ServerStateTable;
  tasks: TasksTable;
  alerts: AlertsTable;
  breaches: BreachesTable;
  watched_secrets: WatchedSecretsTable;
  api_keys: ApiKeysTable;
  archive_batches: ArchiveBatchesTable;
  archive_files: ArchiveFilesTable;
  archive_entries: ArchiveEntriesTable;
  archive_commits: ArchiveCommitsTable;
  archive_targets: ArchiveTargetsTable;
  archive_conditions: ArchiveConditionsTable;
  archive_writes: ArchiveWritesTable;
  archive_set_aside: ArchiveSetAsideTable;
  kept_events: KeptEventsTable;
  metrics_minutes: MetricsTable;
  metrics_hours: MetricsTable;
  people: PeopleTable;
  sessions: SessionsTable;
  links: LinksTable;
  passkeys: PasskeysTable;
  audit: AuditTable;
  avatars: AvatarsTable;
  claimed_names: ClaimedNamesTable;
  identity_names: IdentityNamesTable;
  rooms: RoomsTable;
  room_people: RoomPeopleTable;
  room_reads: RoomReadsTable;
  retention_rooms: RetentionRoomsTable;
  retention_runs: RetentionRunsTable;
}
