/** What BookChat shows GitHub to be let in. */
export type Credentials = TokenCredentials | AppCredentials;

export interface TokenCredentials {
  readonly kind: 'token';
  /** Asked at each request, so that a token can be changed while the server runs. */
  read(): string;
}

/** A GitHub App, whose tokens last an hour and are made by itself. */
export interface AppCredentials {
  readonly kind: 'app';
  readonly appId: number | string;
  /** The PEM file that GitHub gave. */
  readonly privateKey: string;
  readonly installationId: number;
}
