/** What a folder of a repository holds: a file, a folder (`tree`), or something that the archive never makes. */
export interface TreeEntry {
  readonly name: string;
  /** As Git writes it: `100644` a file, `100755` a program, `40000` a folder, `120000` a link, `160000` a submodule. */
  readonly mode: string;
  readonly hash: string;
}

export const FILE_MODE = '100644';
export const FOLDER_MODE = '40000';
/** The hash of a folder without anything in it. */
export const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

export function isFolder({ mode }: TreeEntry): boolean {
  return mode === FOLDER_MODE;
}
