import { ProblemError } from '../../lib/problem-error.ts';
import { makePicture } from './make-picture.ts';

/** Each of them holds a file of up to 2 MB in memory. */
const MAX_WAITING = 8;

/** Makes pictures one after another: each takes a thread that others want as well, and up to 160 MB. */
export function createPictureQueue(make: (file: Buffer) => Promise<Buffer> = makePicture) {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  /** @throws ProblemError `avatar_refused` or `overloaded`. */
  return async (file: Buffer): Promise<Buffer> => {
    if (waiting >= MAX_WAITING) throw tooMany();
    waiting += 1;
    const made = last.then(() => make(file));
    last = made.catch(() => {}); // whoever asked for it hears of it
    try {
      return await made;
    } finally {
      waiting -= 1;
    }
  };
}

function tooMany(): ProblemError {
  return new ProblemError(
    'overloaded',
    'Several people are changing their picture. Try again in a few seconds.',
    {
      headers: { 'retry-after': '5' },
    },
  );
}
