import { describeCheck, type GithubAnswer } from '../../features/archive/index.ts';
import { formatNumber } from '../../lib/format-number.ts';
import { DAY_MS, describeAge } from './age-of.ts';
import type { Examination } from './examination.ts';
import { type Finding, fault, fine, notice } from './finding.ts';
import { judgeTokenAge } from './judge-token-age.ts';

type Repository = Extract<GithubAnswer['check'], { reachable: true }>;
type Unreachable = Extract<GithubAnswer['check'], { reachable: false }>;

const HOW_TO_ROTATE = 'A new token is put in its place, without a restart, by `bookchat keys rotate-github`.';
const EXPIRY_NOTICE_MS = 14 * DAY_MS;
/** Of an hour's requests, from 0 to 1. */
const QUOTA_NOTICE = 0.1;
/** One of these is enough for a classic token to write to a repository: https://docs.github.com/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps */
const NEEDED_SCOPES = ['repo', 'public_repo'];

/** What GitHub says of the repository and of whoever asks. */
export async function checkGithub(examination: Examination): Promise<Finding[]> {
  const { github, clock, config } = examination;
  const answer = await github();
  if (answer === null) return [];
  const { check, quota } = answer;
  if (!check.reachable)
    return [fault(`${check.repository} on ${check.place} cannot be reached.`, adviseOnAccess(check, config))];
  return [
    ...judgeAccess(check),
    ...judgeReaders(check),
    ...judgeExpiry(check, clock.now()),
    ...judgeTokenAge(examination, HOW_TO_ROTATE),
    ...judgeScopes(check),
    ...judgeQuota(quota),
  ];
}

/** An App makes its tokens by itself. */
function adviseOnAccess({ trouble, message }: Unreachable, { archive }: Examination['config']): string {
  return trouble.kind === 'denied' && archive.app === null ? `${message} ${HOW_TO_ROTATE}` : message;
}

function judgeAccess(check: Repository): Finding[] {
  if (check.isArchived)
    return [
      fault(
        `${describeCheck(check)}.`,
        'Unarchive it in its settings, or set GITHUB_REPOSITORY to another one.',
      ),
    ];
  if (check.canPush === false)
    return [
      fault(`${describeCheck(check)}.`, 'Give the token the permission “Contents: Read and write” for it.'),
    ];
  return [fine(`${describeCheck(check)}.`)];
}

function judgeReaders({ isPublic, repository }: Repository): Finding[] {
  if (!isPublic) return [];
  return [
    notice(
      `Everybody can read ${repository}, and with it all that is written in the chat.`,
      'If that is not what you want, make it private on GitHub: Settings → General → Danger Zone → Change visibility.',
    ),
  ];
}

/** @param now in milliseconds since 1970. */
export function judgeExpiry({ expiresAt }: Pick<Repository, 'expiresAt'>, now: number): Finding[] {
  if (expiresAt === null) return [];
  const leftMs = expiresAt.getTime() - now;
  if (leftMs > EXPIRY_NOTICE_MS) return [fine(`The token is good for ${describeAge(leftMs)} more.`)];
  return [
    notice(
      `The token expires in ${describeAge(leftMs)}, at ${expiresAt.toISOString()}.`,
      `Make a new one on GitHub before that. ${HOW_TO_ROTATE}`,
    ),
  ];
}

export function judgeScopes({ scopes }: Pick<Repository, 'scopes'>): Finding[] {
  const more = scopes.filter((scope) => !NEEDED_SCOPES.includes(scope));
  if (more.length === 0) return [];
  return [
    notice(
      `The token may do more than it needs: ${scopes.join(', ')}.`,
      'A fine-grained token for this repository alone, with “Contents: Read and write”, is enough.',
    ),
  ];
}

export function judgeQuota(quota: GithubAnswer['quota']): Finding[] {
  if (quota === null) return [];
  const left = `${formatNumber(quota.left)} of ${formatNumber(quota.limit)}`;
  const words = `${left} requests are left until ${quota.resetsAt.toISOString()}.`;
  if (quota.left >= quota.limit * QUOTA_NOTICE) return [fine(words)];
  return [
    notice(
      words,
      'The archive waits when none is left. Look what else uses the same token, or give it one of its own.',
    ),
  ];
}
