import process from 'node:process';
import type { Outcome } from '../steps/step.ts';
import { findChromium } from './find-chromium.ts';

/** Vitest's browser mode and Playwright read the path from the environment. */
export async function useChromium(): Promise<Outcome> {
  const { path, origin } = await findChromium();
  process.env['BOOKCHAT_CHROMIUM'] = path;
  return { state: 'passed', note: `${path} (${origin})` };
}
