/** Closer to the end than this counts as being there: half a line is not a decision to leave. */
const END_SLACK_PX = 48;

export interface ScrollKeeper {
  isAtEnd(): boolean;
  toEnd(): void;
  /** Runs a change of the rows so that what is on screen stays where it is. */
  keep(change: () => void): void;
  /** Takes note of what is on screen. */
  remember(): void;
  /** Whether the rows or the frame got another size since the last note. */
  isOutdated(): boolean;
  /** Brings what was noted last back to where it was, where the rows or the frame got another size since. */
  restore(): void;
}

/** Owns the position of `scroller`; `rows` are those that keep their order, from top to bottom. */
export function scrollKeeper(scroller: Element, rows: () => Iterable<Element>): ScrollKeeper {
  let place: { readonly row: Element; readonly part: number; readonly size: string } | undefined;
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
      remember();
    },
    remember,
    isOutdated,
    restore() {
      if (place === undefined || !isOutdated()) return;
      if (!place.row.isConnected) return remember();
      const { top, height } = place.row.getBoundingClientRect();
      scroller.scrollTop += top + place.part * height - scroller.getBoundingClientRect().top;
      // The same part of the same row: a note taken anew would round a little further each time.
      place = { ...place, size: size() };
    },
  };

  /** Which part of the first row is above the frame: of a row that breaks its lines anew, the same part stays there. */
  function remember(): void {
    const frameTop = scroller.getBoundingClientRect().top;
    const row = [...rows()].find((one) => one.getBoundingClientRect().bottom > frameTop);
    const { top, height } = row?.getBoundingClientRect() ?? { top: 0, height: 0 };
    place =
      row === undefined || height === 0 ? undefined : { row, part: (frameTop - top) / height, size: size() };
  }

  function isOutdated(): boolean {
    return place !== undefined && place.size !== size();
  }

  function size(): string {
    return `${scroller.clientWidth} ${scroller.clientHeight} ${scroller.scrollHeight}`;
  }

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
