import { readEnvironment } from './config/read-environment.ts';
import { parseConfig } from './config.ts';
import { explainStartError } from './explain-start-error.ts';
import { startServer } from './start-server.ts';
import { stopOnSignals } from './stop-on-signals.ts';
import { useProxies } from './use-proxies.ts';

process.stderr.on('error', () => {}); // a supervisor that no longer listens is no reason to fall

try {
  useProxies();
  const { variables, inFile } = readEnvironment();
  stopOnSignals(await startServer(parseConfig(variables, inFile)));
} catch (error) {
  const { message, exitCode } = explainStartError(error);
  process.stderr.write(`${message}\n`);
  process.exit(exitCode);
}
