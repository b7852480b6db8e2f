export interface Cursor {
  /** Which history the position belongs to. */
  readonly epoch: string;
  readonly position: number;
}

export function formatCursor({ epoch, position }: Cursor): string {
  return `${epoch}-${position}`;
}

/** `text` has the form that the shared cursor schema asks for. */
export function parseCursor(text: string): Cursor {
  const [epoch = '', position] = text.split('-');
  return { epoch, position: Number(position) };
}
