/** The branch is not what this archive left there, and nobody but a person can say what is right. */
export class HistoryError extends Error {
  readonly kind: 'rewritten' | 'foreign' | 'unknown_archive' | 'lost';

  constructor(kind: HistoryError['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}
