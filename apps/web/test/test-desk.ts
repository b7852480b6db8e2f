import { fillPath, type Me } from '@bookchat/shared';
import { onTestFinished } from 'vitest';
import type { Call } from '../src/admin/call.ts';
import type { OperatorsDesk } from '../src/admin/desk.ts';
import { createStore } from '../src/lib/store.ts';
import type { Theme } from '../src/lib/themes.ts';

export interface Asked {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** What the server answers to each endpoint, `GET /api/system/tasks`: itself, or what a function makes of what was asked. */
export type Answers = Readonly<Record<string, unknown>>;

export interface TestDesk {
  readonly desk: OperatorsDesk;
  /** What a screen reader was told, and what else the page was. */
  readonly said: readonly string[];
  /** What was asked of the server, a line each, in order; with the query or the body behind it where there is one. */
  readonly asked: readonly string[];
  refresh(): void;
  leave(): void;
}

/** What a part of the operator's page has at hand, for one test; opened by the token, or by the account of `me`. */
export function testDesk(answers: Answers = {}, me: Me | null = null): TestDesk {
  const said: string[] = [];
  const asked: string[] = [];
  const listeners: (() => void)[] = [];
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const refresh = () => {
    for (const listener of listeners) listener();
  };
  const desk: OperatorsDesk = {
    call: answerWith(answers, asked),
    me,
    run: (act) => act(),
    ensureRight: async () => void said.push('(asked for the right)'),
    say: (words) => said.push(words),
    tell: (words) => said.push(words),
    lose: () => said.push('(signed out)'),
    clock: () => new Date('2026-11-20T12:00:00.000Z'),
    refresh,
    onRefresh: (act) => listeners.push(act),
    theme: createStore<Theme>('system'),
    signal: leaving.signal,
  };
  return { desk, said, asked, refresh, leave: () => leaving.abort() };
}

function answerWith(answers: Answers, asked: string[]): Call {
  const call = async (method: string, path: `/${string}`, options: Asked = {}) => {
    const { params, query, body } = options;
    const more = [query, body].filter((each) => each !== undefined).map((each) => JSON.stringify(each));
    asked.push([method, fillPath({ path }, params), ...more].join(' '));
    const answer = answers[`${method} ${path}`];
    if (answer === undefined) throw new Error(`This test's server does not answer ${method} ${path}.`);
    return typeof answer === 'function' ? answer(options) : answer;
  };
  return call as Call;
}
