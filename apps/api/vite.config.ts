import { defineConfig } from 'vite';

/** One bundle with every library inside but better-sqlite3, whose binary cannot be: a quicker start, a small image. */
export default defineConfig({
  ssr: { noExternal: true, external: ['better-sqlite3'] },
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'dist',
    rollupOptions: {
      input: { server: 'src/start.ts', cli: 'src/cli.ts' },
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: '[name]-[hash].js',
        // Less to read at each start; names stay, so that stack traces can be read.
        minify: { mangle: false, compress: true, codegen: { removeWhitespace: true } },
      },
    },
  },
});
