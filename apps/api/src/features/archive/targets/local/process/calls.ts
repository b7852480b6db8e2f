import type { TargetTrouble } from '../../target-error.ts';
import type { LocalTarget } from '../create-local-target.ts';

/** What the process is asked to do; each call ends with a signal, which stays where it is. */
export type Call = {
  [Name in Exclude<keyof LocalTarget, 'name'>]: {
    readonly name: Name;
    readonly given: WithoutSignal<Parameters<LocalTarget[Name]>>;
  };
}[Exclude<keyof LocalTarget, 'name'>];

type WithoutSignal<Given extends readonly unknown[]> = Given extends readonly [...infer Before, AbortSignal]
  ? Before
  : never;

export type ToProcess =
  | { readonly kind: 'call'; readonly id: number; readonly call: Call }
  | { readonly kind: 'abort'; readonly id: number };

export type FromProcess =
  | { readonly kind: 'result'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly error: SentError };

/** An error loses its class and its fields on the way from one process to another. */
export interface SentError {
  readonly error: Error;
  /** Of a TargetError. */
  readonly trouble: TargetTrouble | null;
}
