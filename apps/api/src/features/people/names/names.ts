import { ANONYMOUS, type AnswerOf, type listUnclaimedNames } from '@bookchat/shared';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Clock } from '../../../lib/clock.ts';
import { nameKey } from '../../../lib/name-key.ts';
import { ProblemError } from '../../../lib/problem-error.ts';
import { actingOf } from '../../../plugins/access/acting.ts';
import { toPerson } from '../accounts.ts';
import { type Aligning, type Claim, prepareClaims, type Written } from '../aligning/index.ts';
import { ensureOutranks, getPresent } from '../managing/find-managed.ts';

type Names = AnswerOf<typeof listUnclaimedNames>['names'];
type FormerNames = AnswerOf<typeof listUnclaimedNames>['former_names'];
type App = Pick<FastifyInstance, 'audit' | 'database' | 'people'>;

interface Assignment {
  readonly name: string;
  readonly personId: string | null;
  readonly positions: readonly number[];
}

interface Parts {
  readonly clock: Pick<Clock, 'now'>;
  readonly written: Written;
  readonly aligning: Aligning;
}

const MAX_FORMER = 500;

/** The names that wrote before there were accounts, and whose they are. */
export function createNames(app: App, { clock, written, aligning }: Parts) {
  const { people, audit } = app;
  const claims = prepareClaims(app.database);
  return { list, assign, listFormer, release };

  async function list(): Promise<Names> {
    const writers = await written.listWriters();
    const owners = new Map(claims.list.all({}).map(({ name, person_id }) => [name, people.find(person_id)]));
    return writers.map((writer) => {
      const owner = owners.get(writer.name);
      return { ...writer, assigned_to: owner === undefined ? null : toPerson(owner) };
    });
  }

  /** What people have given up, the latest first. */
  function listFormer(): FormerNames {
    return claims.listFormer
      .all({})
      .flatMap(({ name, person_id, at }) => {
        const person = people.find(person_id);
        const isFormer = person !== undefined && person.name !== name;
        return isFormer ? [{ name, person: toPerson(person), since: at }] : [];
      })
      .toSorted((a, b) => (a.since < b.since ? 1 : -1))
      .slice(0, MAX_FORMER);
  }

  /** Lets others have what somebody was called; also what oneself was. @throws ProblemError `name_not_found` or `rank_too_low`. */
  async function release(request: FastifyRequest, name: string): Promise<void> {
    await people.writing(() => {
      const claim = claims.find.get({ name });
      const person = claim?.had === 1 ? people.find(claim.person_id) : undefined;
      if (person === undefined || person.name === name)
        throw new ProblemError(
          'name_not_found',
          `Nobody has given up the name ${name}, or it is free already.`,
        );
      if (person.id !== actingOf(app, request).personId) ensureOutranks(app, request, person);
      claims.release.run({ name });
      claims.removeUnused.run({ name });
      audit.write({ request, action: 'name.released', target: name, details: { from: person.name } });
    });
  }

  /** @returns how many messages are that person's now, or nobody's. */
  async function assign(request: FastifyRequest, name: string, personId: string | null): Promise<number> {
    if (personId !== null) ensureFree(name, personId);
    const positions = await written.find(name);
    if (positions.length === 0)
      throw new ProblemError('name_not_found', `Nobody wrote as ${name} without an account.`);
    await people.writing(() => change(request, { name, personId, positions }));
    await aligning.settle();
    return positions.length;
  }

  function change(request: FastifyRequest, { name, personId, positions }: Assignment): void {
    const claim = claims.find.get({ name });
    if (personId !== null) ensureFree(name, personId, claim);
    const before = claim?.assigned === 1 ? claim.person_id : null;
    if (before === personId) return;
    if (personId === null) claims.takeBack.run({ name });
    else claims.assign.run({ name, person_id: personId, at: new Date(clock.now()).toISOString() });
    claims.removeUnused.run({ name });
    aligning.beginName(name, positions);
    const details = { from: nameOf(before), to: nameOf(personId) };
    audit.write({ request, action: 'name.assigned', target: name, details });
  }

  /** What somebody with an account is or was called, nobody else has written. */
  function ensureFree(name: string, personId: string, claim?: Claim): void {
    getPresent(app, personId);
    if (nameKey(name) === nameKey(ANONYMOUS))
      throw new ProblemError('name_taken', `Many may have written as ${ANONYMOUS}, and so it is nobody’s.`);
    const hadBy = claim?.assigned === 0 ? people.find(claim.person_id) : undefined;
    const owner = people.findByName(name) ?? hadBy;
    if (owner === undefined || owner.id === personId) return;
    throw new ProblemError('name_taken', `It is, or was, the name of ${owner.name}, or looks like it.`);
  }

  function nameOf(personId: string | null): string | null {
    return personId === null ? null : (people.find(personId)?.name ?? personId);
  }
}
