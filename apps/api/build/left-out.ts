/**
 * Stands in the bundle for what libraries load at each start and this server never uses: HTTP/2 and TLS (a
 * reverse proxy's work), Fastify's compilers for JSON Schema (zod checks here), the file patterns of
 * @fastify/static (it is asked for single files). Together they are a fifth of the time that a start takes.
 */
function leftOut(): never {
  throw new Error('This part of a library was left out of the bundle: see apps/api/vite.config.ts');
}

export { leftOut as createSecureServer, leftOut as createServer, leftOut as glob };
