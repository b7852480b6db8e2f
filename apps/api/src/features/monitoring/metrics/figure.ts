type Labels = Readonly<Record<string, string>>;

/** A figure as Prometheus knows it. */
export interface Figure {
  /** Without the `bookchat_` that all begin with. */
  readonly name: string;
  readonly help: string;
  readonly type: 'gauge' | 'counter';
  /** A number, or one for each set of labels; null, or without any, where it is unknown. */
  read(): number | null | readonly (readonly [Labels, number])[];
}
