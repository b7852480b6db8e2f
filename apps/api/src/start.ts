import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Before anything else is loaded: the code that V8 has compiled once is kept beside the bundle for the next start.
enableCompileCache(join(import.meta.dirname, '.compile-cache'));
await import('./server.ts');
