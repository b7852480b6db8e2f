import type { ObjectReader } from '../../git-program/create-object-reader.ts';

/** The folder of a bare repository, and what reads its objects. */
export interface LocalRepository {
  readonly dir: string;
  readonly objects: ObjectReader;
}
