import type { ConfigError } from '../../config.ts';
import { explainStartError } from '../../explain-start-error.ts';
import type { Check } from './check.ts';
import type { Examination } from './examination.ts';
import { type Finding, fault, notice } from './finding.ts';

/** @throws only the reason for which all of it is to end. */
export async function runCheck(
  { settings, run }: Check,
  examination: Examination,
  mistakes: ConfigError['mistakes'],
): Promise<readonly Finding[]> {
  const { signal } = examination.options;
  signal.throwIfAborted();
  const wrong = mistakes.map(({ variable }) => variable).find((variable) => settings.test(variable));
  if (wrong !== undefined)
    return [notice(`Not looked at, as ${wrong} is not right.`, 'Set that right, and look again.')];
  try {
    return await run(examination);
  } catch (error) {
    signal.throwIfAborted();
    const [first = ''] = explainStartError(error).message.split('\n', 1);
    return [fault('It could not be looked at.', first)];
  }
}
