import { type ArchiveDetails, readArchive, verifyArchive } from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import { addEndpoint } from '../../lib/add-endpoint.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import type { Archive } from './create-archive.ts';
import { HistoryError } from './targets/history-error.ts';
import { TargetError } from './targets/target-error.ts';

export function addArchiveRoutes(app: FastifyInstance, archive: Archive | null): void {
  addEndpoint(app, readArchive, () => archive?.report.details() ?? NO_DETAILS);

  addEndpoint(app, verifyArchive, async () => {
    if (archive === null) throw archiveOff();
    try {
      return await archive.verify({ signal: archive.stopping });
    } catch (error) {
      if (error instanceof TargetError || error instanceof HistoryError)
        throw new ProblemError('archive_unreachable', error.message);
      throw archive.stopping.aborted ? givenUp() : error;
    }
  });
}

function archiveOff(): ProblemError {
  return new ProblemError(
    'archive_off',
    'This server keeps no archive: ARCHIVE=off, or its database is in memory.',
  );
}

function givenUp(): ProblemError {
  return new ProblemError('shutting_down', 'The server is stopping, and the verification was given up.', {
    headers: { 'retry-after': '2', connection: 'close' },
  });
}

const NO_DETAILS: ArchiveDetails = {
  state: 'off',
  place: null,
  branch: null,
  is_public: null,
  head: null,
  commits: 0,
  backlog: 0,
  oldest_waiting_at: null,
  seconds_to_drain: null,
  last_success_at: null,
  last_error: null,
  quota: null,
  blocked_until: null,
  token: null,
  publishing: null,
  last_verification: null,
  set_aside: [],
};
