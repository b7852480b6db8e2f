const NOT_FOUND = ['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME'];
const UNREACHABLE = [
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
];
const BROKEN_OFF = [
  'ECONNRESET',
  'EPIPE',
  'ECONNABORTED',
  'UND_ERR_SOCKET',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
];
const TOO_SLOW = ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'];
/** OpenSSL's reasons to distrust a certificate, as Node.js names them: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const CERTIFICATE = /CERT|UNABLE_TO_|SELF_SIGNED|INVALID_CA|HOSTNAME_MISMATCH/;
const NO_HTTP = /^HPE_|^HTTPParserError$|^ERR_SSL_|^EPROTO$/;

/**
 * Why a request got no answer, in a sentence. The words of the error itself are left out: fetch writes into some of
 * them what was to be sent, such as a header with the token.
 */
export function describeNetworkTrouble(error: unknown, host: string): string {
  const code = findCode(error);
  if (NOT_FOUND.includes(code))
    return `The server cannot reach ${host}: no name server knows that name (DNS). Check the network.`;
  if (code === 'ECONNREFUSED')
    return `The server cannot reach ${host}: the connection is refused. Check the network and GITHUB_API_URL.`;
  if (UNREACHABLE.includes(code))
    return `The server cannot reach ${host}. Check the network, and the firewall if there is one (${code}).`;
  if (BROKEN_OFF.includes(code)) return `The connection to ${host} broke off (${code}).`;
  if (TOO_SLOW.includes(code)) return `${host} did not answer in time (${code}).`;
  if (CERTIFICATE.test(code))
    return `The certificate of ${host} is not trusted (${code}). Check the clock of the server, and whether a proxy reads along.`;
  if (NO_HTTP.test(code)) return `${host} does not speak what was expected (${code}). Check GITHUB_API_URL.`;
  return `The connection to ${host} failed${code === '' ? '' : ` (${code})`}.`;
}

/** fetch says no more than "fetch failed", and why in the cause. */
function findCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(error.code))
    return error.code;
  if (error.name === 'HTTPParserError') return error.name; // undici does not always give it a code
  return findCode(error.cause);
}
