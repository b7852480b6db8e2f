import type { AlertsTable } from './alerts.ts';
import type { BreachesTable } from './breaches.ts';
import type { ChangesTable } from './changes.ts';
import type { MessagesTable } from './messages.ts';
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
}
