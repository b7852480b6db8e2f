import { type AnswerError, MissingError } from './answer-error.ts';
import type { Names } from './to-target-error.ts';

/** What a 404 means where the repository itself can be seen. */
export function explainMissing({ about, message }: AnswerError, { place, repository }: Names): MissingError {
  if (/branch/i.test(about.said)) return new MissingError({ kind: 'denied' }, message, about);
  if (about.isWrite)
    return new MissingError(
      { kind: 'denied' },
      `${place} lets the token read ${repository}, but not write to it. Give it the permission “Contents: Read and write”.`,
      about,
    );
  return new MissingError(
    { kind: 'unavailable' }, // a copy of the repository may lag half a minute behind what was written
    `${place} does not find in ${repository} what was asked for, perhaps not yet.`,
    about,
  );
}
