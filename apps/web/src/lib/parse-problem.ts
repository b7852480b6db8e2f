import type { Problem } from '@bookchat/shared';

/**
 * What a refusal says, as far as it says anything. It is taken as the contract says that it is: to check the code
 * against the list of all of them would bring that list into the chat's first load.
 */
export function parseProblem(text: string): Partial<Pick<Problem, 'code' | 'detail' | 'errors'>> {
  try {
    const { code, detail, errors } = JSON.parse(text) as Partial<Problem>;
    if (typeof code === 'string' && typeof detail === 'string') return { code, detail, errors };
  } catch {
    // Not BookChat's own words: its status says what there is to say.
  }
  return {};
}
