import type { FastifyRequest } from 'fastify';
import { type Person, type Session, signInNeeded } from '../people/index.ts';

/** Who sent it, on routes that are about them. @throws ProblemError `sign_in_needed` for a program with its key. */
export function getPerson({ person, session }: FastifyRequest): { person: Person; session: Session } {
  if (person === null || session === null) throw signInNeeded();
  return { person, session };
}
