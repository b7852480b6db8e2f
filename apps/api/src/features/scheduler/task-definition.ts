import type { FastifyBaseLogger, FastifyRequest } from 'fastify';

export interface TaskDefinition {
  /** For example `database_backup`: what it is kept under, and called in the API. */
  readonly name: string;
  readonly summary: string;
  /** What the configuration says: `24h`, or a cron line in UTC. */
  readonly schedule: string;
  /** At most so much is added to each time by chance, and never more than a tenth of the pause between two. */
  readonly jitterMs: number;
  /** After this a run is given up. */
  readonly timeoutMs: number;
  /** What came out, in words; throws when it failed, and ends early when its signal says so. */
  run(context: TaskContext): Promise<string>;
  /** Before a run that somebody asks for, and nothing else is against: may still refuse it, by what it throws. */
  admit?(request: FastifyRequest): void;
  /** Whether it must be caught up with at the start of the server, where its last run alone does not tell. */
  isOverdue?(): Promise<boolean> | boolean;
}

export interface TaskContext {
  /** Aborted when the run takes too long, and when the server stops. */
  readonly signal: AbortSignal;
  readonly log: FastifyBaseLogger;
  /** Somebody asked for this run. */
  readonly isByHand: boolean;
}
