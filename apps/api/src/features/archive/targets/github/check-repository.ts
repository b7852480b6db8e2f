import type { Head } from '../target.ts';
import { TargetError, type TargetTrouble } from '../target-error.ts';
import { repositoryAnswer } from './answers.ts';
import type { ClientSettings, GithubClient } from './github-client.ts';
import { webAddressOf } from './web-address-of.ts';

/** Whether the archive can be kept in a repository, as far as GitHub tells before anything is written. */
export type RepositoryCheck = Reachable | Unreachable;

interface Asked {
  /** As in `acme/conversation`. */
  readonly repository: string;
  /** `GitHub`, or `GitHub at ghe.example.org`. */
  readonly place: string;
  readonly branchName: string;
}

interface Unreachable extends Asked {
  readonly reachable: false;
  readonly trouble: TargetTrouble;
  /** Why, in a sentence. */
  readonly message: string;
}

interface Reachable extends Asked {
  readonly reachable: true;
  readonly isPublic: boolean;
  /** Of the account: a token may still be without the permission. Null: GitHub does not say. */
  readonly canPush: boolean | null;
  readonly isArchived: boolean;
  readonly defaultBranch: string;
  /** Null where it leads elsewhere than it ought to. */
  readonly htmlUrl: string | null;
  readonly branch: 'exists' | 'missing' | 'repository empty';
  readonly expiresAt: Date | null;
  readonly scopes: readonly string[];
}

interface Parts {
  readonly client: GithubClient;
  readonly apiUrl: ClientSettings['apiUrl'];
  readonly branch: string;
  readHead(signal: AbortSignal): Promise<Head>;
}

const BRANCHES = { at: 'exists', none: 'missing', empty: 'repository empty' } as const;

/** @throws the reason of the signal, and nothing else: what goes wrong is what the check finds. */
export async function checkRepository(parts: Parts, signal: AbortSignal): Promise<RepositoryCheck> {
  const { repository, place } = parts.client.names;
  const asked = { repository, place, branchName: parts.branch };
  try {
    return { ...asked, ...(await ask(parts, signal)) };
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return { ...asked, reachable: false, trouble: error.trouble, message: error.message };
  }
}

async function ask(
  { client, apiUrl, readHead }: Parts,
  signal: AbortSignal,
): Promise<Omit<Reachable, keyof Asked>> {
  const { data } = await client.ask(({ repos }, common) => repos.get(common), repositoryAnswer, signal);
  const head = await readHead(signal);
  const { expiresAt, scopes } = client.learned.token;
  return {
    reachable: true,
    isPublic: !data.private,
    canPush: data.permissions?.push ?? null,
    isArchived: data.archived ?? false,
    defaultBranch: data.default_branch,
    htmlUrl: ensureOurs(data.html_url, webAddressOf(apiUrl, client.names.repository)),
    branch: BRANCHES[head.kind],
    expiresAt,
    scopes,
  };
}

/** It becomes a link that people follow. */
function ensureOurs(address: string, expected: string): string | null {
  if (!URL.canParse(address)) return null;
  const { origin, protocol, hostname, href, username, password } = new URL(address);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  return isSafe && origin === new URL(expected).origin && username + password === '' ? href : null;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
