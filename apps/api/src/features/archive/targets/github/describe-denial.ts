import type { Answer } from './read-answer.ts';
import type { Names } from './to-target-error.ts';

const PERMISSION = '“Contents: Read and write”';

/** Why GitHub lets BookChat not in, and what a person can do. */
export function describeDenial(answer: Answer, said: string, names: Names): string {
  const { place, repository } = names;
  if (answer.isAboutApp) return describeAppDenial(answer.status, said, names);
  if (answer.status === 401)
    return `${place} does not take the token: it is wrong, has expired, or was revoked. Make a new one for ${repository} with the permission ${PERMISSION}, and set GITHUB_TOKEN to it.`;
  if (answer.status === 404)
    return `${place} says that there is no repository ${repository}. It says the same where the token has no access to it. Check GITHUB_REPOSITORY, and that the token is for this repository with the permission ${PERMISSION}.`;
  if (/archived/i.test(said))
    return `${repository} on ${place} is archived, and so nothing can be written to it. Unarchive it in its settings, or set GITHUB_REPOSITORY to another one.`;
  return `${place} does not let BookChat do this in ${repository}${quote(said)}. The token needs the permission ${PERMISSION} for it.`;
}

function describeAppDenial(status: number, said: string, { place, repository }: Names): string {
  if (status === 401)
    return `${place} does not take the signature of the App${quote(said)}. Check the App's id, its private key, and the clock of the server.`;
  if (status === 404)
    return `${place} does not know this App, or this installation of it. Check both ids, and that the App is installed for ${repository}.`;
  return `${place} gives the App no token for ${repository}${quote(said)}. The App must be installed for it with the permission ${PERMISSION}.`;
}

function quote(said: string): string {
  return said === '' ? '' : ` (“${said}”)`;
}
