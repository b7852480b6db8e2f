import { MAX_NAME_CODE_POINTS } from '@bookchat/shared';

/** The login as a name, with a number behind it where somebody has it: `ada`, `ada-2`, `ada-3`. */
export function freeName(login: string, isTaken: (name: string) => boolean): string {
  for (let number = 1; ; number++) {
    const end = number === 1 ? '' : `-${number}`;
    const name = `${login.slice(0, MAX_NAME_CODE_POINTS - end.length)}${end}`;
    if (!isTaken(name)) return name;
  }
}
