/** What the server remembers about itself, one row a fact. */
export interface ServerStateTable {
  /** `epoch`: changes when history is replaced, so that every cursor from before is known as old. */
  key: 'epoch';
  value: string;
}
