import type { Head } from '../target.ts';
import { MissingError } from './answer-error.ts';
import { refAnswer } from './answers.ts';
import { createConditionalQuestion } from './conditional-question.ts';
import type { GithubClient } from './github-client.ts';
import { isEmptyRepository } from './is-answer.ts';

interface HeadReader {
  read(signal: AbortSignal): Promise<Head>;
  /** What was answered turned out to be strange: the next answer is to be a whole one. */
  distrust(): void;
}

/** Tells where the branch is. */
export function createHeadReader(client: GithubClient, branch: string): HeadReader {
  const question = createConditionalQuestion(
    client,
    ({ git }, common) => git.getRef({ ...common, ref: `heads/${branch}` }),
    refAnswer,
  );

  return {
    distrust: question.distrust,
    async read(signal) {
      try {
        const { object } = await question.ask(signal);
        return { kind: 'at', commit: object.sha };
      } catch (error) {
        return explain(error);
      }
    },
  };
}

function explain(error: unknown): Head {
  if (isEmptyRepository(error)) return { kind: 'empty' };
  if (error instanceof MissingError) return { kind: 'none' };
  throw error;
}
