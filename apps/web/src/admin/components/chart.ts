import uPlot from 'uplot';
import uplotStyles from 'uplot/dist/uPlot.min.css?inline';
import { formatFullTime } from '../../lib/format-time.ts';
import { h, on } from '../../lib/h.ts';
import type { View } from '../../lib/view.ts';
import { addStyle } from '../lib/page-style.ts';
import { type Summary, sumUp, type Values } from '../lib/sum-up.ts';
import { thinOut } from '../lib/thin-out.ts';
import styles from './chart.css?inline';
import { fill } from './facts.ts';
import { more } from './more.ts';

addStyle(uplotStyles);
addStyle(styles);

const HEIGHT_PX = 150;
const LABEL_SPACE_PX = 64;
const BARE_SPACE_PX = 12;
const MOST_ROWS = 12;
const DASHES: readonly (readonly number[])[] = [[], [5, 4], [1.5, 3]];

export interface ChartLine {
  readonly name: string;
  readonly values: Values;
}

export interface ChartState {
  readonly times: readonly number[];
  readonly lines: readonly ChartLine[];
  /** "the last hour" */
  readonly period: string;
}

export interface ChartOptions {
  readonly name: string;
  /** A value with its unit. */
  format(value: number): string;
  /** By what the marks of its axis may be apart; tens where it is not said. */
  readonly steps?: readonly number[];
  /** What there is to know, from the sums of the lines. */
  conclude(first: Summary, last: Summary): string;
}

export interface Chart extends View<ChartState> {
  /** The colours have changed. */
  redraw(): void;
}

/** Lines over time in one colour, named at their ends, with their sum in words and as a table. */
export function chart({ name, format, steps, conclude }: ChartOptions, signal: AbortSignal): Chart {
  const title = h('span', {});
  const canvas = h('div', { class: 'chart__canvas', role: 'img', 'aria-label': name });
  const table = h('div', { class: 'chart__table' });
  const details = more('As a table', table, name);
  const caption = h(
    'figcaption',
    { class: 'chart__title' },
    h('span', { class: 'chart__name' }, name),
    ' ',
    title,
  );
  const dom = h('figure', { class: 'chart' }, caption, canvas, details);
  let plot: uPlot | null = null;
  let state: ChartState | null = null;
  const sizes = new ResizeObserver(() => plot?.setSize({ width: widthOf(canvas), height: HEIGHT_PX }));
  sizes.observe(canvas);
  signal.addEventListener('abort', () => sizes.disconnect());
  on(details, { toggle: () => showTable() });
  return { dom, update, redraw: () => plot?.redraw(false), destroy };

  function update(next: ChartState): void {
    const isAsBefore = state?.lines.length === next.lines.length;
    state = next;
    const data: uPlot.AlignedData = [[...next.times], ...next.lines.map(({ values }) => [...values])];
    describe(next);
    showTable();
    if (plot !== null && isAsBefore) {
      plot.setData(data);
      return;
    }
    plot?.destroy();
    plot = new uPlot(optionsFor(next), data, canvas);
  }

  function describe({ lines, times, period }: ChartState): void {
    const [first] = lines;
    const summary = first === undefined ? null : sumUp(first.values);
    const last = sumUp(lines.at(-1)?.values ?? []);
    const words = summary === null ? 'no figures yet' : conclude(summary, last ?? summary);
    fill(title, words);
    const at = summary === null ? undefined : times[summary.highestAt];
    canvas.ariaLabel =
      summary === null || at === undefined
        ? `${name}: no figures yet`
        : `${name} over ${period}: now ${format(summary.latest)}, lowest ${format(summary.lowest)}, highest ${format(summary.highest)} on ${formatFullTime(new Date(at * 1_000))}.`;
  }

  function showTable(): void {
    if (!details.open || state === null) return;
    const { times, lines } = state;
    const head = h(
      'tr',
      {},
      h('th', { scope: 'col' }, 'Time'),
      ...lines.map((line) => h('th', { scope: 'col', 'data-number': true }, line.name)),
    );
    const rows = thinOut(times.length, MOST_ROWS).map((place) =>
      h(
        'tr',
        {},
        h('th', { scope: 'row' }, shortTime(times[place] ?? 0)),
        ...lines.map(({ values }) => h('td', { 'data-number': true }, valueIn(values, place))),
      ),
    );
    fill(table, h('table', {}, h('thead', {}, head), h('tbody', {}, ...rows)));
  }

  function valueIn(values: Values, place: number): string {
    const value = values[place] ?? null;
    return value === null ? '–' : format(value);
  }

  function optionsFor({ lines }: ChartState): uPlot.Options {
    const axis: uPlot.Axis = {
      stroke: () => colourOf('--ink-soft'),
      font: '11px system-ui, sans-serif',
      grid: { stroke: () => colourOf('--hairline'), width: 1 },
      ticks: { show: false },
    };
    return {
      width: widthOf(canvas),
      height: HEIGHT_PX,
      padding: [8, lines.length > 1 ? LABEL_SPACE_PX : BARE_SPACE_PX, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: { y: { range: (_plot, _least, most) => [0, most > 0 ? most * 1.15 : 1] } },
      axes: [
        {
          ...axis,
          grid: { show: false },
          size: 26,
          space: 70,
          values: (_plot, splits) => splits.map(shortTime),
        },
        {
          ...axis,
          size: 66,
          space: 36,
          values: (_plot, splits) => splits.map(format),
          ...(steps === undefined ? {} : { incrs: [...steps] }),
        },
      ],
      series: [
        {},
        ...lines.map((_, index) => ({
          stroke: () => colourOf('--accent'),
          width: index === 0 ? 2 : 1.25,
          dash: [...(DASHES[index] ?? [])],
          points: { show: false },
          ...(index === 0 ? { fill: () => colourOf('--accent-tint') } : {}),
        })),
      ],
      hooks: { draw: [nameLines] },
    };
  }

  /** Each line bears its name where it ends; names that would meet stand below one another. */
  function nameLines(drawn: uPlot): void {
    const { ctx } = drawn;
    const scale = uPlot.pxRatio;
    const left = drawn.bbox.left + drawn.bbox.width + 6 * scale;
    const least = 13 * scale;
    ctx.save();
    ctx.font = `${11 * scale}px system-ui, sans-serif`;
    ctx.fillStyle = colourOf('--ink-soft');
    ctx.textAlign = 'left';
    ctx.textBaseline = 'middle';
    let above = Number.NEGATIVE_INFINITY;
    for (const { label, y } of endsOf(drawn)) {
      const place = Math.max(y, above + least);
      ctx.fillText(label, left, place);
      above = place;
    }
    ctx.restore();
  }

  function endsOf(drawn: uPlot): { label: string; y: number }[] {
    const lines = state?.lines ?? [];
    if (lines.length < 2) return [];
    return lines
      .map(({ name: label, values }) => ({ label, y: drawn.valToPos(sumUp(values)?.latest ?? 0, 'y', true) }))
      .sort((one, other) => one.y - other.y);
  }

  /** What a canvas is to be painted with, as the style has it at this moment. */
  function colourOf(property: string): string {
    canvas.style.color = `var(${property})`;
    return getComputedStyle(canvas).color;
  }

  function shortTime(seconds: number): string {
    return timeFormat(state).format(new Date(seconds * 1_000));
  }

  function destroy(): void {
    sizes.disconnect();
    plot?.destroy();
    dom.remove();
  }
}

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric' });
const LONG_SECONDS = 2 * 86_400;

function timeFormat(state: ChartState | null): Intl.DateTimeFormat {
  const times = state?.times ?? [];
  return (times.at(-1) ?? 0) - (times[0] ?? 0) > LONG_SECONDS ? DAY : CLOCK;
}

function widthOf(element: HTMLElement): number {
  return Math.max(200, element.clientWidth);
}
