import * as z from 'zod/mini';
import { archivePlaceSchema, archiveProgressSchema, archiveStatusSchema } from '../archive-status.ts';
import { defineEndpoint } from '../endpoint.ts';
import { gitCommitHashSchema } from '../fields/git-commit-hash.ts';
import { timestampSchema } from '../fields/timestamp.ts';

/** What a comparison of the archive with the database found. */
export const archiveVerificationSchema = z
  .object({
    finished_at: timestampSchema,
    /** The commit that was looked at; null where the archive holds none. */
    head: z.nullable(gitCommitHashSchema),
    same: z.boolean(),
    /** How many commits were compared, from the first on; absent where an older version did it. */
    commits: z.optional(z.int()),
    files: z.int(),
    events: z.int(),
    /** What was asked of the place that keeps the archive. */
    requests: z.int(),
    seconds: z.number(),
    differing: z.int(),
    /** The first of what differs: the file, or the message, and how. */
    differences: z.array(z.object({ path: z.string(), problem: z.string() })),
  })
  .check(
    z.meta({ id: 'ArchiveVerification', description: 'Whether the archive holds what the database does.' }),
  );

export type ArchiveVerification = z.infer<typeof archiveVerificationSchema>;

export const archiveDetailsSchema = z
  .object({
    state: archiveStatusSchema.shape.state,
    place: z.nullable(archivePlaceSchema),
    branch: z.nullable(z.string()),
    /** Whether anybody can read the repository; null where that is not known. */
    is_public: z.nullable(z.boolean()),
    head: z.nullable(gitCommitHashSchema),
    commits: z.int(),
    /** Messages and other events that no commit of this place holds. */
    backlog: z.int(),
    /** Since when the oldest of them waits to be brought there: what is older than this place, not since it was written. */
    oldest_waiting_at: z.nullable(timestampSchema),
    /** About how long the backlog takes; null where nothing waits, or nothing goes on. */
    seconds_to_drain: z.nullable(z.int()),
    last_success_at: z.nullable(timestampSchema),
    last_error: z.nullable(z.object({ at: timestampSchema, message: z.string() })),
    /** Of requests to GitHub; null where none has been made. */
    quota: z.nullable(z.object({ limit: z.int(), left: z.int(), resets_at: timestampSchema })),
    blocked_until: z.nullable(timestampSchema),
    token: z.nullable(z.object({ expires_at: z.nullable(timestampSchema), scopes: z.array(z.string()) })),
    publishing: z.nullable(archiveProgressSchema),
    last_verification: z.nullable(archiveVerificationSchema),
    /** Events that the place refuses, and that are kept in the database alone. */
    set_aside: z.array(
      z.object({ position: z.int(), message_id: z.string(), reason: z.string(), at: timestampSchema }),
    ),
  })
  .check(z.meta({ id: 'Archive', description: 'How the Git archive does, for operators.' }));

export type ArchiveDetails = z.infer<typeof archiveDetailsSchema>;

export const readArchive = defineEndpoint({
  method: 'GET',
  path: '/api/system/archive',
  summary: 'Ask how the archive does',
  description:
    'Where it is kept, what waits to be brought there and how long that takes, what went wrong last, how much of ' +
    "GitHub's quota is left, and what the last verification found.",
  access: 'monitor',
  limit: 'admin',
  openInDevelopment: true,
  answers: { 200: archiveDetailsSchema },
  problems: [],
});

export const verifyArchive = defineEndpoint({
  method: 'POST',
  path: '/api/system/archive/verify',
  summary: 'Verify the archive',
  description:
    'Makes every file of the archive anew from the database, computes the hashes that Git would give them, and ' +
    'compares them with those of the place that keeps the archive. Says exactly what differs.',
  access: 'admin',
  limit: 'admin',
  answers: { 200: archiveVerificationSchema },
  problems: ['already_running', 'archive_off', 'archive_unreachable'],
});
