import { argv, stdout } from 'node:process';
import { createProcessTarget } from '../../src/features/archive/targets/local/process/create-process-target.ts';

/** A command that asks the local archive one thing, and closes it. */
const target = createProcessTarget({ dir: argv[2] ?? '' });
await target.readHead(AbortSignal.timeout(20_000));
await target.close();
stdout.write('closed\n');
