import type { ChangesTable } from './changes.ts';
import type { MessagesTable } from './messages.ts';
import type { ServerStateTable } from './server-state.ts';

export interface Schema {
  messages: MessagesTable;
  changes: ChangesTable;
  server_state: ServerStateTable;
}
