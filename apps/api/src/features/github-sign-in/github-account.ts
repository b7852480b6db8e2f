/** Who somebody is on GitHub: by a number that stays, and by a name that they can change and others can take. */
export interface GithubAccount {
  readonly id: string;
  readonly login: string;
}
