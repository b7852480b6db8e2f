import { PROBLEM_MEDIA_TYPE, PROBLEMS, type Problem, problemSchema } from '@bookchat/shared';
import { expect } from 'vitest';
import type { Received } from './send.ts';

/** Holds a refusal to the contract: its media type, its schema, and the status that its code comes with. */
export function readProblem({ status, headers, text }: Received): Problem {
  expect(headers['content-type']?.split(';', 1)[0], text).toBe(PROBLEM_MEDIA_TYPE);
  const problem = problemSchema.parse(JSON.parse(text));
  expect(problem).toMatchObject({
    type: `/docs#${problem.code}`,
    status,
    title: PROBLEMS[problem.code].title,
  });
  expect(PROBLEMS[problem.code].status).toBe(status);
  expect(problem.detail, 'a sentence that helps').toMatch(/^[A-Z\d].{15,}\.$/s);
  for (const { message } of problem.errors ?? [])
    expect(message, 'the words of a library').not.toMatch(
      /^(?:Invalid|Too (?:big|small)|Unrecognized|Expected)/,
    );
  return problem;
}
