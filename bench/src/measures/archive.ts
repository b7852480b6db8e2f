import type { Result } from '../results.ts';
import type { Setting } from '../settings.ts';
import { measureRates } from './archive-rates.ts';
import { measurePostsBeside } from './posts-beside-archive.ts';

/** What it takes to bring a conversation to its Git archive, and what the chat notices of that. */
export async function measureArchive(setting: Setting): Promise<Result> {
  const rates = await measureRates(setting);
  const { rows, verdict } = await measurePostsBeside(setting);
  const { backlog } = setting.scale;
  return {
    measure: 'archive',
    title: `Archive: ${backlog.toLocaleString('en')} messages brought to it, and posts while commits are made`,
    rows: [...rates, ...rows],
    verdicts: [verdict],
    notes: [],
  };
}
