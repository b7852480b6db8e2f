import type { Access } from '@bookchat/shared';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import { meansApiKey } from '../api-keys/index.ts';
import { signInNeeded } from '../people/index.ts';
import { type AdminRight, readToken } from './admin-right.ts';
import type { PersonRight } from './person-right.ts';
import { rightNeeded } from './right-needed.ts';
import type { TokenAttempts } from './token-attempts.ts';

interface Parts {
  readonly mode: Config['auth']['mode'];
  readonly attempts: TokenAttempts;
  readonly findRight: (request: FastifyRequest) => AdminRight | null;
  readonly findKeyRight: (request: FastifyRequest, token: string, access: Access) => AdminRight;
  readonly findPerson: PersonRight;
}

/** @throws ProblemError where the request may not do what its endpoint does. */
export type Judge = (request: FastifyRequest, access: Access) => void;

export function createJudge({ mode, attempts, findRight, findKeyRight, findPerson }: Parts): Judge {
  const judgeChat = mode === 'open' ? judgeAnyone : judgeReader;
  return (request, access) => {
    if (access === 'public') judgePublic(request, access);
    else if (access === 'reader' || access === 'member') judgeChat(request, access);
    else judgeOperator(request, access);
  };

  /** A key that is shown is a good one; and whoever is signed in is known. */
  function judgePublic(request: FastifyRequest, access: Access): void {
    judgeAnyone(request, access);
    if (request.headers.cookie !== undefined) findPerson.known(request);
  }

  /** Most requests show nothing, and so cost one look. */
  function judgeAnyone(request: FastifyRequest, access: Access): void {
    if (request.headers.authorization === undefined) return;
    const token = readToken(request);
    if (token !== null && meansApiKey(token)) findKeyRight(request, token, access);
  }

  /** The admin token is nobody, and so neither reads nor writes here. */
  function judgeReader(request: FastifyRequest, access: 'reader' | 'member'): void {
    judgeAnyone(request, access);
    if (request.apiKey === null && !findPerson.allowed(request, access)) throw signInNeeded();
  }

  function judgeOperator(request: FastifyRequest, access: 'monitor' | 'admin' | 'owner'): void {
    const token = readToken(request);
    if (token !== null && meansApiKey(token)) request.adminRight = findKeyRight(request, token, access);
    else if (token !== null) judgeToken(request);
    else request.adminRight = findPerson.right(request, access, () => findRight(request));
    if (request.adminRight === null) throw mode === 'open' ? rightNeeded() : signInNeeded();
  }

  function judgeToken(request: FastifyRequest): void {
    attempts.ensureAllowed(request);
    request.adminRight = findRight(request);
    if (request.adminRight !== null) return;
    attempts.countWrong(request);
    throw rightNeeded();
  }
}
