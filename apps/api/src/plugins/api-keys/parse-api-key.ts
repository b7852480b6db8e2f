/** 43 of 62 characters hold 256 bits. */
export const SECRET_LENGTH = 43;
const PREFIX = 'bk_';
const FORMAT = new RegExp(`^${PREFIX}([0-9a-z]{12})_([0-9A-Za-z]{${SECRET_LENGTH}})$`);

export interface ParsedApiKey {
  readonly id: string;
  readonly secret: string;
}

/** Whether a token means to be an API key, well formed or not. */
export function meansApiKey(token: string): boolean {
  return token.startsWith(PREFIX);
}

/** Null where it has not the form of one. */
export function parseApiKey(token: string): ParsedApiKey | null {
  const [, id, secret] = FORMAT.exec(token) ?? [];
  return id === undefined || secret === undefined ? null : { id, secret };
}

export function formatApiKey({ id, secret }: ParsedApiKey): string {
  return `${PREFIX}${id}_${secret}`;
}
