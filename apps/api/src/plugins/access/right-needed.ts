import { ProblemError } from '../../lib/problem-error.ts';

export function rightNeeded(): ProblemError {
  return new ProblemError(
    'admin_required',
    'This needs the admin right: send `Authorization: Bearer <ADMIN_TOKEN>`, or an API key with the scope for it. ' +
      'Where no token was configured, it is in the file admin-token of the data folder.',
    { headers: { 'www-authenticate': 'Bearer realm="bookchat"' } },
  );
}
