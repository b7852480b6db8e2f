/** Closer to the end than this counts as being there: half a line is not a decision to leave. */
const END_SLACK_PX = 48;

export interface ScrollKeeper {
  isAtEnd(): boolean;
  toEnd(): void;
  /** Runs a change of the rows so that what is on screen stays where it is. */
  keep(change: () => void): void;
}

/** Owns the position of `scroller`; `rows` are those that keep their order, from top to bottom. */
export function scrollKeeper(scroller: Element, rows: () => Iterable<Element>): ScrollKeeper {
  return {
    isAtEnd: () => scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop <= END_SLACK_PX,
    toEnd() {
      scroller.scrollTop = scroller.scrollHeight;
    },
    keep(change) {
      const anchors = visibleRows();
      change();
      const anchor = anchors.find(({ row }) => row.isConnected);
      if (anchor !== undefined)
        scroller.scrollTop += anchor.row.getBoundingClientRect().bottom - anchor.bottom;
    },
  };

  /**
   * All that are on screen, because any of them may be gone after the change. Their lower edges count:
   * a row may lose its heading to a new one above it.
   */
  function visibleRows(): { row: Element; bottom: number }[] {
    const frame = scroller.getBoundingClientRect();
    const anchors = [];
    for (const row of rows()) {
      const { top, bottom } = row.getBoundingClientRect();
      if (bottom > frame.top && top < frame.bottom) anchors.push({ row, bottom });
    }
    return anchors;
  }
}
