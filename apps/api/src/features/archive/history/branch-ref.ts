import { TargetError } from '../targets/target-error.ts';

/** Fewer names than git allows: none is an option, a range, or more than one. */
const BRANCH_NAME = /^\w(?:[\w./-]*\w)?$/;

/** A branch as git names it in full. @throws TargetError where it cannot be the name of one. */
export function branchRef(name: string): string {
  if (BRANCH_NAME.test(name) && !name.includes('..')) return `refs/heads/${name}`;
  throw new TargetError('denied', 'That is not the name of a branch.');
}
