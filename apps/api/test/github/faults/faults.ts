import { answersHtml, rateLimited, redirects, refuses, secondaryLimit } from './answer-faults.ts';
import { answersInvalidSha, answersWrongSha, breaksJson, readsStale } from './content-faults.ts';
import type { Fault } from './fault.ts';
import { cutsBody, isSlow, resets, staysSilent } from './wire-faults.ts';

const WAIT_S = 60;
const LATE_MS = 50;

/** What GitHub, and the network before it, are known to do. */
export const faults = {
  unauthorized: refuses(401, 'Bad credentials'),
  forbidden: refuses(403, 'Resource not accessible by personal access token'),
  rateLimited: rateLimited(WAIT_S),
  rateLimited429: rateLimited(WAIT_S, 429),
  secondaryLimit: secondaryLimit(403, WAIT_S),
  secondaryLimitWithoutWait: secondaryLimit(403, null),
  tooManyRequests: secondaryLimit(429, WAIT_S),
  tooManyRequestsWithoutWait: secondaryLimit(429, null),
  notFound: refuses(404, 'Not Found'),
  conflict: refuses(409, 'Conflict'),
  unprocessable: refuses(422, 'Validation Failed'),
  notFastForward: refuses(422, 'Update is not a fast forward'),
  serverError: refuses(500, 'Server Error'),
  badGateway: refuses(502, 'Server Error'),
  badGatewayAfterApplying: refuses(502, 'Server Error', { name: '502, applied', applied: true }),
  unavailable: refuses(503, 'Service Unavailable'),
  html: answersHtml(200, 'Sign in to the network'),
  unicorn: answersHtml(502, 'Unicorn! · GitHub'),
  redirect: redirects(301),
  silence: staysSilent({ applied: false }),
  silenceAfterApplying: staysSilent({ applied: true }),
  reset: resets({ applied: false }),
  resetAfterApplying: resets({ applied: true }),
  cutBody: cutsBody(),
  slow: isSlow(LATE_MS),
  staleRead: readsStale(),
  malformedJson: breaksJson(),
  invalidSha: answersInvalidSha(),
  wrongSha: answersWrongSha(),
} satisfies Record<string, Fault>;

/** For a test that chooses at random; each tells its `name`. */
export const allFaults: readonly Fault[] = Object.values(faults);
