import type { Alert } from '@bookchat/shared';
import { toPlainLine } from '../../../lib/to-plain-line.ts';
import type { Notice } from './find-notice.ts';
import type { Letter } from './letter.ts';

export interface WrittenLetter {
  /** One line. */
  readonly subject: string;
  readonly text: string;
}

const MAX_SUBJECT = 200;
/** So many of those that come together are told in full, */
const MAX_IN_FULL = 20;
/** and so many more by their titles. */
const MAX_TITLES = 100;

/** Puts a letter into plain words. @param publicUrl where people open BookChat, if that is known. */
export function writeLetter(letter: Letter, publicUrl: URL | null): WrittenLetter {
  const { notices } = letter;
  const [first] = notices;
  if (first === undefined) return withSignature('Test: alerts arrive here', writeTest(letter), publicUrl);
  const more = notices.length === 1 ? '' : `, and ${notices.length - 1} more`;
  return withSignature(`${headline(first)}${more}`, writeNotices(notices, publicUrl), publicUrl);
}

function withSignature(subject: string, text: string, publicUrl: URL | null): WrittenLetter {
  const signature = publicUrl === null ? 'BookChat' : `BookChat at ${publicUrl.href}`;
  return {
    subject: toPlainLine(`[BookChat] ${subject}`, MAX_SUBJECT),
    text: `${text}\n\n-- \n${signature}\n`,
  };
}

function writeTest({ sentAt }: Letter): string {
  return (
    `This is a test, sent at ${inWords(sentAt)}. Nothing is wrong.\n` +
    'Somebody asked BookChat to show that its alerts arrive here.'
  );
}

function headline({ kind, alert, before }: Notice): string {
  if (kind === 'resolved') return `Resolved: ${alert.title}`;
  if (kind === 'reminder') return `Still ${alert.severity}: ${alert.title}`;
  if (kind === 'escalated') return `${alert.severity}, before ${before}: ${alert.title}`;
  return `${alert.severity}: ${alert.title}`;
}

function writeNotices(notices: readonly Notice[], publicUrl: URL | null): string {
  const inFull = notices.slice(0, MAX_IN_FULL).map((notice) => writeNotice(notice, publicUrl));
  const titles = notices
    .slice(MAX_IN_FULL, MAX_IN_FULL + MAX_TITLES)
    .map((notice) => `- ${headline(notice)}`);
  const left = notices.length - inFull.length - titles.length;
  if (left > 0) titles.push(`- and ${left} more, which the list of alerts shows`);
  return [...inFull, ...(titles.length > 0 ? [titles.join('\n')] : [])].join(`\n\n${'-'.repeat(60)}\n\n`);
}

function writeNotice(notice: Notice, publicUrl: URL | null): string {
  const { alert } = notice;
  const details = Object.entries(alert.details).map(([name, value]) => `  ${name}: ${String(value)}`);
  return [headline(notice), '', alert.message, ...(details.length > 0 ? ['', ...details] : []), '']
    .concat(writeTimes(alert), writeHelp(notice, publicUrl))
    .join('\n');
}

function writeTimes({ timestamp, count, last_seen_at, resolved_at }: Alert): string[] {
  const again = count === 1 ? '' : `, ${count} times up to ${inWords(last_seen_at)}`;
  const seen = `Seen at ${inWords(timestamp)}${again}.`;
  return resolved_at === null || resolved_at === timestamp
    ? [seen]
    : [seen, `Over since ${inWords(resolved_at)}.`];
}

function writeHelp({ alert }: Notice, publicUrl: URL | null): string[] {
  const path = `api/system/alerts/${alert.id}`;
  const address = publicUrl === null ? `/${path}` : new URL(path, publicUrl).href;
  if (alert.resolved_at !== null) return [`More: ${address}`];
  return [`More: ${address}`, `To say that you see to it: POST ${address}/acknowledge`];
}

function inWords(timestamp: string): string {
  return `${timestamp.slice(0, 10)} ${timestamp.slice(11, 19)} UTC`;
}
