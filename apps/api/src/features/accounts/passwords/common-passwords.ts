type List = ReadonlySet<string>;

let loading: Promise<List> | null = null;

/** Passwords that many have, of which guessing begins: about 49,000, read when the first one is chosen. */
export function loadCommonPasswords(): Promise<List> {
  loading ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common']),
  );
  return loading;
}
