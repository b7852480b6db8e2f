/**
 * Stands in the bundle for what libraries load at each start and this server never uses: HTTP/2 and HTTPS (a
 * reverse proxy's work; mail speaks TLS without it), Fastify's compilers for JSON Schema (zod checks here), the file patterns of
 * @fastify/static (it is asked for single files). Together they are a fifth of the time that a start takes.
 */
function leftOut(): never {
  throw new Error('This part of a library was left out of the bundle: see apps/api/vite.config.ts');
}

// biome-ignore lint/style/noDefaultExport: it stands for modules that are imported so
export default { request: leftOut };
export { leftOut as createSecureServer, leftOut as createServer, leftOut as glob };
