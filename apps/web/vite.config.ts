import { defineConfig } from 'vite';
import { browserTargets } from './build/browser-targets.ts';
import { leaveOutDocumentation } from './build/leave-out-documentation.ts';
import { plainImports } from './build/plain-imports.ts';
import { precompress } from './build/precompress.ts';

/** `npm run dev` says where its API listens. */
const API_URL = process.env['BOOKCHAT_API_URL'] ?? 'http://127.0.0.1:5002';
// The API takes a write only from the host that it was asked by, so it must see the one that the browser sent.
const api = { target: API_URL, changeOrigin: false };

export default defineConfig({
  root: import.meta.dirname,
  build: {
    target: browserTargets(import.meta.dirname),
    assetsInlineLimit: 0,
    // The polyfill is for browsers that this build does not run on.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': api, '/docs': api } },
  plugins: [leaveOutDocumentation(), plainImports(), precompress()],
});
