interface Trailers {
  readonly batch: number;
  readonly format: number;
  /** The hash under which the batch was committed first; null where that is this commit's own. */
  readonly firstCommit: string | null;
}

/** As commitMessage writes it, but for one line end more, which Git's own programs add. Numbers stay safe integers. */
const MESSAGE =
  /^[^\n]+\n\nBookChat-Batch: (0|[1-9]\d{0,14})\nBookChat-Format: ([1-9]\d{0,14})(?:\nBookChat-First-Commit: ([0-9a-f]{40}))?\n?$/;

/** What a commit says of itself; null where BookChat has not written it. */
export function parseTrailers(message: string): Trailers | null {
  const [found, batch, format, firstCommit = null] = MESSAGE.exec(message) ?? [];
  return found === undefined ? null : { batch: Number(batch), format: Number(format), firstCommit };
}
