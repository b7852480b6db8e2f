import { verify } from 'node:crypto';
import { Refusal } from '../refusal.ts';
import type { AppRegistration } from '../site.ts';

const LONGEST_S = 600;

/** Refuses what does not prove, with the App's private key and for ten minutes at most, that it is the App. */
export function verifyAppJwt(app: AppRegistration, authorization: string | undefined, nowMs: number): void {
  const [, header = '', payload = '', signature = ''] =
    /^bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/i.exec(authorization ?? '') ?? [];
  const isSigned = verify(
    'RSA-SHA256',
    Buffer.from(`${header}.${payload}`),
    app.publicKey,
    Buffer.from(signature, 'base64url'),
  );
  if (!isSigned || decode(header)['alg'] !== 'RS256')
    throw new Refusal(401, 'A JSON web token could not be decoded');
  const { iss, iat, exp } = decode(payload);
  const now = nowMs / 1000;
  if (String(iss) !== String(app.id)) throw new Refusal(404, 'Integration not found');
  if (typeof iat !== 'number' || iat > now)
    throw new Refusal(
      401,
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
  if (typeof exp !== 'number' || exp <= now)
    throw new Refusal(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  if (exp > now + LONGEST_S)
    throw new Refusal(401, "'Expiration time' claim ('exp') is too far in the future");
}

function decode(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
}
