import * as z from 'zod/mini';
import { gitCommitHashSchema } from './fields/git-commit-hash.ts';
import { timestampSchema } from './fields/timestamp.ts';

/** How the Git archive does; `off` where none is configured. */
export const archiveStatusSchema = z
  .object({
    state: z.enum(['off', 'idle', 'working', 'waiting', 'failing']),
    /** Changes that no commit holds yet; null where there is no archive to hold them. */
    backlog: z.nullable(z.int().check(z.nonnegative())),
    head: z.nullable(gitCommitHashSchema),
    verified_at: z.nullable(timestampSchema),
  })
  .check(z.meta({ id: 'ArchiveStatus', description: 'How the Git archive does.' }));

export type ArchiveStatus = z.infer<typeof archiveStatusSchema>;
