import type { AnswerOf, LogLevel, LogLine, readLogs } from '@bookchat/shared';
import { button } from '../../components/button.ts';
import { counted } from '../../lib/counted.ts';
import { formatFullTime } from '../../lib/format-time.ts';
import { h, on } from '../../lib/h.ts';
import { choice, field, textField } from '../components/field.ts';
import { type Panel, panel } from '../components/panel.ts';
import { type Mood, stateMark } from '../components/state-mark.ts';
import { tools } from '../components/tools.ts';
import type { Desk } from '../desk.ts';
import { addStyle } from '../lib/page-style.ts';
import styles from './log-section.css?inline';

addStyle(styles);

const INTERVAL_MS = 5_000;
const LINES = 200;
const TYPING_PAUSE_MS = 300;
/** Nearer to the end than this, whoever reads wants to see what comes. */
const AT_END_PX = 24;

const LEVELS: readonly (readonly [LogLevel, string])[] = [
  ['trace', 'Everything'],
  ['debug', 'Debug'],
  ['info', 'Info'],
  ['warn', 'Warnings'],
  ['error', 'Errors'],
];
const MARKS: Readonly<Record<LogLevel, readonly [Mood, string]>> = {
  trace: ['off', 'trace'],
  debug: ['off', 'debug'],
  info: ['off', 'info'],
  warn: ['warn', 'warning'],
  error: ['bad', 'error'],
  fatal: ['bad', 'fatal'],
};
const TIME = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

type Lines = AnswerOf<typeof readLogs>;

/** The end of the log, which goes on until it is held. */
export function logSection(desk: Desk): Panel {
  let isHeld = false;
  let typing: ReturnType<typeof setTimeout> | undefined;
  let shownLines = '';
  const level = choice(LEVELS);
  level.value = 'info';
  const search = textField({ type: 'search', maxlength: 200, placeholder: 'Words' });
  const hold = button('Pause', toggle, 'quiet');
  const list = h('ol', { class: 'log__lines' });
  const none = h('p', { class: 'quiet' }, 'No such line.');
  const scroller = h(
    'div',
    { class: 'log', tabindex: 0, role: 'region', 'aria-label': 'Lines of the log' },
    list,
    none,
  );
  on(level, { change: () => shown.nudge() });
  on(search, { input: lookSoon });
  const shown = panel<Lines | null>(desk, {
    id: 'log',
    name: 'Log',
    intervalMs: INTERVAL_MS,
    load,
    conclude: (lines) => (isHeld ? 'Paused' : conclude(lines)),
    parts: [tools(field('From level', level), field('Search', search), hold), scroller],
    show: (lines) => lines !== null && show(lines.lines),
  });
  return shown;

  async function load(signal: AbortSignal): Promise<Lines | null> {
    if (isHeld) return null;
    const words = search.value.trim();
    const query = {
      level: level.value as LogLevel,
      limit: LINES,
      ...(words === '' ? {} : { search: words }),
    };
    return desk.call<typeof readLogs>('GET', '/api/system/logs', { query, signal });
  }

  function toggle(): void {
    isHeld = !isHeld;
    hold.textContent = isHeld ? 'Resume' : 'Pause';
    desk.say(isHeld ? 'The log is paused.' : 'The log goes on.');
    shown.nudge();
  }

  function lookSoon(): void {
    clearTimeout(typing);
    typing = setTimeout(() => shown.nudge(), TYPING_PAUSE_MS);
  }

  function show(lines: readonly LogLine[]): void {
    const fresh = JSON.stringify(lines);
    if (fresh === shownLines) return;
    shownLines = fresh;
    const isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < AT_END_PX;
    list.replaceChildren(...lines.map(lineRow));
    none.hidden = lines.length > 0;
    if (isAtEnd) scroller.scrollTop = scroller.scrollHeight;
  }
}

function conclude(answer: Lines | null): string {
  const bad = answer?.lines.filter(({ level }) => level === 'error' || level === 'fatal').length ?? 0;
  return bad === 0 ? 'The latest lines' : `The latest lines, ${counted(bad, 'error')} among them`;
}

function lineRow({ time, level, message, details }: LogLine): HTMLElement {
  const date = new Date(time);
  return h(
    'li',
    { class: 'log__line', 'data-level': level },
    h('time', { class: 'log__time', datetime: time, title: formatFullTime(date) }, TIME.format(date)),
    h('span', { class: 'log__level' }, stateMark(...MARKS[level])),
    h(
      'span',
      { class: 'log__message' },
      message,
      details === '' ? null : h('span', { class: 'log__details' }, ` ${details}`),
    ),
  );
}
