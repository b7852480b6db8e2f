import * as z from 'zod/mini';
import { gitCommitHashSchema } from './fields/git-commit-hash.ts';
import { timestampSchema } from './fields/timestamp.ts';

/** Where the archive is kept. */
export const archivePlaceSchema = z
  .object({
    kind: z.enum(['local', 'github']),
    /** What people call it, for example `acme/conversation`. */
    name: z.string(),
    /** Where a browser finds it; null where it cannot. */
    url: z.nullable(z.string()),
    /** The address of a commit's page, with `{hash}` for its hash; null until the place holds every commit. */
    commit_url: z.nullable(z.string()),
  })
  .check(z.meta({ id: 'ArchivePlace', description: 'Where the archive is kept.' }));

/** Of a history that is being brought to another place, in messages and other events. */
export const archiveProgressSchema = z
  .object({ done: z.int(), total: z.int() })
  .check(z.meta({ id: 'ArchiveProgress', description: 'How much of the history its new place holds.' }));

/** How the Git archive does, as everyone in the chat may know it; `off` where there is none. */
export const archiveStatusSchema = z
  .object({
    /** `waiting`: for GitHub's limits, or for a time to try again; `failing`: it needs somebody's help. */
    state: z.enum(['off', 'idle', 'working', 'waiting', 'failing']),
    /** Changes that no commit holds yet; null where there is no archive to hold them. */
    backlog: z.nullable(z.int().check(z.nonnegative())),
    head: z.nullable(gitCommitHashSchema),
    /** When `head`, or a commit before it, was last compared with what it should hold. */
    verified_at: z.nullable(timestampSchema),
    place: z.nullable(archivePlaceSchema),
    last_commit_at: z.nullable(timestampSchema),
    publishing: z.nullable(archiveProgressSchema),
    /** What is the matter and what happens next, in words for everyone; null while all is well. */
    problem: z.nullable(z.string()),
  })
  .check(z.meta({ id: 'ArchiveStatus', description: 'How the Git archive does.' }));

export type ArchivePlace = z.infer<typeof archivePlaceSchema>;
export type ArchiveProgress = z.infer<typeof archiveProgressSchema>;
export type ArchiveStatus = z.infer<typeof archiveStatusSchema>;
