import { ProblemError } from '../../lib/problem-error.ts';

export function linkEnded(): ProblemError {
  return new ProblemError(
    'link_ended',
    'This link is not good any more: it was used, it has ended, or somebody has revoked it. Ask for a new one.',
  );
}

export function accountsOff(): ProblemError {
  return new ProblemError(
    'accounts_off',
    'This server runs in the open mode, in which nobody has an account. AUTH_MODE=accounts turns them on.',
  );
}

export function accountsOn(): ProblemError {
  return new ProblemError(
    'accounts_on',
    'On this server people have accounts, and their names with them. Names are taken without one only with AUTH_MODE=open.',
  );
}

export function signInNeeded(): ProblemError {
  return new ProblemError(
    'sign_in_needed',
    'Sign in first. A program sends `Authorization: Bearer <API key>`.',
    {
      headers: { 'www-authenticate': 'Bearer realm="bookchat"' },
    },
  );
}

export function recentSignInNeeded(): ProblemError {
  return new ProblemError(
    'recent_sign_in_needed',
    'For this, show once more that it is you: sign in again, which is good for ten minutes.',
  );
}

export function nameTaken(): ProblemError {
  return new ProblemError(
    'name_taken',
    'Somebody, or a bot, has this name, or one that looks like it, or had it once. Choose another.',
  );
}

export function earlierWriters(name: string): ProblemError {
  return new ProblemError(
    'name_taken',
    `Somebody wrote as ${name}, or under a name that looks like it, before there were accounts. Choose another for now: if that was ` +
      'you, an admin can give you that one under Names.',
  );
}

export function emailTaken(): ProblemError {
  return new ProblemError('email_taken', 'Somebody else has this mail address. Give another, or none.');
}

export function lastOwner(): ProblemError {
  return new ProblemError(
    'last_owner',
    'There is no other owner, and a server without one cannot be run. Make somebody else an owner first.',
  );
}

export function lastWayIn(): ProblemError {
  return new ProblemError(
    'last_way_in',
    'You could not sign in any more without it. Choose a password first, or add another way.',
  );
}
