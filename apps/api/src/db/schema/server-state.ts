/** What the server remembers about itself, one row a fact. */
export interface ServerStateTable {
  /**
   * `epoch`: changes when history is replaced, so that every cursor from before is known as old.
   * `archive_id`: tells the archive of this history from that of any other.
   * `archive_cursor`: every change up to there is in a segment, or set aside.
   * `restored`: a backup was restored, and what the archive holds beyond it is still to be brought back (`replay`) or to
   * be left out (`exact`).
   * `align.…`: messages are being made to fit what is known of a person (`align.person.<id>`) or of whose a name was
   * (`align.name.<name>`), and that was not finished.
   */
  key: 'epoch' | 'archive_id' | 'archive_cursor' | 'restored' | `align.${'person' | 'name'}.${string}`;
  value: string;
}
