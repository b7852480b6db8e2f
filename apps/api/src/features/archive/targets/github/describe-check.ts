import type { RepositoryCheck } from './check-repository.ts';

type Reachable = Extract<RepositoryCheck, { reachable: true }>;

/** What was found, in one line: `acme/conversation on GitHub: reachable, push allowed, branch main exists, private`. */
export function describeCheck(check: RepositoryCheck): string {
  const where = `${check.repository} on ${check.place}`;
  if (!check.reachable) return `${where}: not reachable. ${check.message}`;
  return `${where}: ${listFindings(check).join(', ')}`;
}

function listFindings(check: Reachable): string[] {
  const findings = [
    'reachable',
    describePush(check),
    describeBranch(check),
    check.isPublic ? 'public' : 'private',
  ];
  if (check.expiresAt !== null) findings.push(`token expires on ${formatDay(check.expiresAt)}`);
  return findings;
}

function describePush({ isArchived, canPush }: Reachable): string {
  if (isArchived) return 'archived, so nothing can be written';
  if (canPush === null) return 'push perhaps allowed (GitHub does not say)';
  return canPush ? 'push allowed' : 'push not allowed';
}

function describeBranch({ branch, branchName }: Reachable): string {
  if (branch === 'exists') return `branch ${branchName} exists`;
  return branch === 'missing' ? `branch ${branchName} still to be made` : 'empty';
}

function formatDay(date: Date): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(date);
}
