import type { Standing } from '../../features/archive/index.ts';
import { type Finding, fault, fine } from './finding.ts';

const HASH_LENGTH = 7;

/** @param where as in `the branch main of acme/conversation`. */
export function describeStanding(standing: Standing, where: string): Finding {
  switch (standing.kind) {
    case 'new':
      return fine(`Nothing was brought to ${where} yet.`);
    case 'same':
      return fine(`${capitalize(where)} is at ${short(standing.head)}, as the database has it.`);
    case 'grown':
      return fine(
        `${capitalize(where)} is at ${short(standing.head)}, which comes after what the database has there.`,
      );
    case 'gone':
      return fault(
        `${capitalize(where)} is gone, and the database says that it was written to.`,
        'If it was removed by mistake, put it back. One on this machine the server makes again from the database, if that still holds all of it. `bookchat archive restore` needs it, backups do not.',
      );
    case 'behind':
      return fault(
        `${capitalize(where)} is at ${short(standing.head)}, which comes before what was written there.`,
        'If that is still so in a minute (GitHub may be late), somebody moved it back: put it forward again.',
      );
    case 'rewritten':
      return fault(
        `${capitalize(where)} is at ${short(standing.head)}, which does not come after what was written there.`,
        'Its history was rewritten, and BookChat never writes over it. Put the branch back; or, on GitHub, set GITHUB_BRANCH to a new one, to which the whole history is then brought.',
      );
  }
}

function short(hash: string): string {
  return hash.slice(0, HASH_LENGTH);
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
