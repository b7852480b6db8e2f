import { defineConfig } from 'vite';
import { browserTargets } from './build/browser-targets.ts';
import { leaveOutDocumentation } from './build/leave-out-documentation.ts';
import { ownImports } from './build/own-imports.ts';
import { precompress } from './build/precompress.ts';

/** `npm run dev` says where its API listens. */
const API_URL = process.env['BOOKCHAT_API_URL'] ?? 'http://127.0.0.1:5002';
// The API takes a write only from the host that it was asked by, so it must see the one that the browser sent.
const api = { target: API_URL, changeOrigin: false };

/** What a part that comes later imports in its turn is small: to name it all in the page would be more. */
const resolveDependencies = (_: string, all: string[], { hostType }: { hostType: 'html' | 'js' }) =>
  hostType === 'html' ? all : [];

export default defineConfig({
  root: import.meta.dirname,
  build: {
    target: browserTargets(import.meta.dirname),
    assetsInlineLimit: 0,
    // The polyfill is for browsers that this build does not run on.
    modulePreload: { polyfill: false, resolveDependencies },
    reportCompressedSize: false,
    // What the first visit loads is one file, of which what comes later can have parts.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'page', tags: ['$initial'] }] } } },
  },
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': api, '/docs': api } },
  plugins: [leaveOutDocumentation(), ownImports(), precompress()],
});
