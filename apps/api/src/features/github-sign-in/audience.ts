import * as z from 'zod/mini';
import type { Config } from '../../config.ts';
import { type GithubClient, TargetError } from '../archive/index.ts';
import type { GithubAccount } from './github-account.ts';
import { type GithubRole, roleOfCollaborator } from './role-of-collaborator.ts';

/** Whom GitHub lets in at a moment. */
export interface Allowed {
  /** Null where they may not come in. */
  roleOf(account: GithubAccount): GithubRole | null;
}

export interface Audience {
  /** @throws TargetError where GitHub cannot be asked; or the signal's reason. */
  read(signal: AbortSignal): Promise<Allowed>;
  /** In words, for strangers: without a name that is nothing of theirs. */
  readonly words: string;
}

type AudienceSettings = NonNullable<Config['githubSignIn']>['audience'];

const PER_PAGE = 100;
const MAX_PAGES = 50;

const account = z.object({ id: z.int(), login: z.string() });
const collaborator = z.object({
  ...account.def.shape,
  role_name: z.string(),
  permissions: z.optional(
    z.object({ push: z.boolean(), maintain: z.optional(z.boolean()), admin: z.boolean() }),
  ),
});

/**
 * Asks for all who may come in, in pages, and not for each by their login: a login can be another's by now, everybody
 * may read what is public, and so one request is enough for a hundred people.
 */
export function createAudience(audience: AudienceSettings, client: GithubClient): Audience {
  if (audience.kind === 'list') return listed(audience.logins);
  return audience.kind === 'org' ? membersOf(audience.org, client) : collaborators(client);
}

function listed(logins: readonly string[]): Audience {
  const roleOf = ({ login }: GithubAccount): GithubRole | null =>
    logins.includes(login.toLowerCase()) ? 'member' : null;
  return { words: 'For those whom this server names.', read: async () => ({ roleOf }) };
}

function collaborators(client: GithubClient): Audience {
  return {
    words: 'For everybody who works on the repository of this chat.',
    async read(signal) {
      const all = await readPages(async (page) => {
        const ask = client.ask(
          ({ repos }, common) => repos.listCollaborators({ ...common, per_page: PER_PAGE, page }),
          z.array(collaborator),
          signal,
        );
        return (await ask).data;
      });
      return byId(all.map((one) => [one.id, roleOfCollaborator(one)]));
    },
  };
}

function membersOf(org: string, client: GithubClient): Audience {
  return {
    words: 'For members of the organization of this chat.',
    async read(signal) {
      const all = await readPages((page) => readMembers(org, page, client, signal));
      return byId(all.map(({ id }) => [id, 'member']));
    },
  };
}

async function readMembers(org: string, page: number, client: GithubClient, signal: AbortSignal) {
  try {
    const ask = client.askOnce(
      ({ orgs }, { headers, request }) =>
        orgs.listMembers({ org, per_page: PER_PAGE, page, headers, request }),
      z.array(account),
      signal,
    );
    return (await ask).data;
  } catch (error) {
    if (!(error instanceof TargetError) || error.trouble.kind !== 'denied') throw error;
    throw new TargetError(
      'denied',
      `GitHub does not tell who is in ${org}: there is no such organization, or the token may not read its members. It ` +
        'needs the permission “Members: Read-only” of the organization, or the scope read:org, and must be a member’s own.',
    );
  }
}

async function readPages<T>(readPage: (page: number) => Promise<T[]>): Promise<T[]> {
  const all: T[] = [];
  for (let page = 1; page <= MAX_PAGES; page++) {
    const some = await readPage(page);
    all.push(...some);
    if (some.length < PER_PAGE) return all;
  }
  throw new TargetError(
    'refused',
    `GitHub names more than ${MAX_PAGES * PER_PAGE} people, too many to ask for.`,
  );
}

function byId(roles: readonly (readonly [number, GithubRole])[]): Allowed {
  const found = new Map(roles.map(([id, role]) => [String(id), role]));
  return { roleOf: ({ id }) => found.get(id) ?? null };
}
