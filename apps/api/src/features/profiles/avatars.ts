import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { ProblemError } from '../../lib/problem-error.ts';
import { type Person, signInNeeded } from '../../plugins/people/index.ts';
import { createPictureQueue } from './picture-queue.ts';
import { prepareAvatars } from './queries.ts';

export interface Avatars {
  /** Gives somebody a picture made of a file. @throws ProblemError `avatar_refused` or `overloaded`. */
  give(person: Person, file: Buffer): Promise<Person>;
  remove(person: Person): Promise<Person>;
  /**
   * @param company whom the caller may know of; null: everyone.
   * @throws ProblemError `avatar_not_found`.
   */
  read(hash: string, company: ReadonlySet<string> | null): Buffer;
}

/** The pictures of people: kept by their hash as long as somebody has them (see `plugins/people`). */
export function createAvatars({ database, people }: Pick<FastifyInstance, 'database' | 'people'>): Avatars {
  const { find, keep } = prepareAvatars(database);
  const makePicture = createPictureQueue();

  return {
    async give(person, file) {
      const bytes = await makePicture(file);
      const hash = createHash('sha256').update(bytes).digest('hex');
      return people.writing(() => {
        // The picture took its time, and meanwhile they may have been removed.
        if (people.find(person.id)?.state !== 'active') throw signInNeeded();
        keep.run({ hash, bytes });
        return people.update(person, { avatar: hash });
      });
    },
    async remove(person) {
      if (person.avatar === null) return person;
      return people.writing(() => people.update(person, { avatar: null }));
    },
    read(hash, company) {
      const found = company === null || isOfOne(hash, company) ? find.get({ hash }) : undefined;
      if (found !== undefined) return found.bytes;
      throw new ProblemError(
        'avatar_not_found',
        'Nobody has this picture any more. Ask for the people anew.',
      );
    },
  };

  function isOfOne(hash: string, company: ReadonlySet<string>): boolean {
    return people.list().some(({ id, avatar }) => avatar === hash && company.has(id));
  }
}
