import { readEnvironment } from '../config/read-environment.ts';
import { type Config, parseConfig, type Secrets } from '../config.ts';

/** The settings, as the server reads them. @throws ConfigError */
export function readConfig(): Config {
  return readSettings().config;
}

/** Those with the secrets, for what signs in somewhere. @throws ConfigError */
export function readSettings(): { config: Config; secrets: Secrets } {
  const { variables, inFile } = readEnvironment();
  return parseConfig(variables, inFile);
}
