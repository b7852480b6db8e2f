import type { Database } from '../../../db/open-database.ts';

/** The server's database, or one that is only read. */
export type Readable = Pick<Database, 'prepareRead' | 'prepareWrite'>;
