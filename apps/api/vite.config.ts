import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const leftOut = fileURLToPath(new URL('build/left-out.ts', import.meta.url));

/** One bundle with every library inside but those with a binary, which cannot be: a quicker start, a small image. */
export default defineConfig({
  resolve: {
    alias: {
      glob: leftOut,
      'node:http2': leftOut,
      'node:https': leftOut,
      '@fastify/ajv-compiler': leftOut,
      '@fastify/fast-json-stringify-compiler': leftOut,
    },
  },
  ssr: { noExternal: true, external: ['better-sqlite3', 'sharp'] },
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'dist',
    rollupOptions: {
      input: {
        server: 'src/start.ts',
        cli: 'src/cli.ts',
        worker: 'src/worker.ts',
        'local-archive': 'src/features/archive/targets/local/process/local-process.ts',
      },
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: '[name]-[hash].js',
        // Less to read at each start; names stay, so that stack traces can be read.
        minify: { mangle: false, compress: true, codegen: { removeWhitespace: true } },
      },
    },
  },
});
