/** Loaded when somebody first uses a passkey: it reads certificates of all makers, which a start does without. */
export function loadWebauthn(): Promise<typeof import('@simplewebauthn/server')> {
  return import('@simplewebauthn/server');
}
