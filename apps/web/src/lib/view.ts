/**
 * A part of the page. `dom` is built once and stays; `update` touches only what changed; `destroy`
 * undoes what the part started beyond its own elements, and takes `dom` out.
 */
export interface View<State> {
  readonly dom: Element;
  update(state: State): void;
  destroy(): void;
}
