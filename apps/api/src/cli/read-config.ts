import { readEnvironment } from '../config/read-environment.ts';
import { type Config, parseConfig } from '../config.ts';

/** The settings, as the server reads them. @throws ConfigError */
export function readConfig(): Config {
  const { variables, inFile } = readEnvironment();
  return parseConfig(variables, inFile).config;
}
