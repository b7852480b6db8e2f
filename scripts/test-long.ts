// `npm run test:long`: what takes longer than a change should wait for.
import process from 'node:process';
import { browserStories } from './browsers/browser-stories.ts';
import { useChromium } from './browsers/use-chromium.ts';
import { command } from './steps/command-step.ts';
import { runSteps } from './steps/run-steps.ts';
import type { Step } from './steps/step.ts';
import { vitest } from './steps/vitest-step.ts';
import { workspaceScript } from './steps/workspace-script.ts';

const PROPERTY_RUNS = 2_000;
/** Of faults and crashes that the archive goes through. */
const ARCHIVE_SCHEDULES = 3_000;

const steps: Step[] = [
  { name: 'Browser', run: useChromium },
  { name: 'Build', run: command('turbo', 'run', 'build', '--output-logs=errors-only') },
  { name: `Tests with ${PROPERTY_RUNS} runs a property`, needs: ['Browser'], run: vitest() },
  { name: 'Crash test, 100 rounds', needs: ['Build'], run: workspaceScript('apps/api', 'test:crash') },
  {
    name: 'Crash test of restores, 100 rounds',
    needs: ['Build'],
    run: workspaceScript('apps/api', 'test:crash:restore'),
  },
  ...browserStories,
];

process.env['BOOKCHAT_PROPERTY_RUNS'] = String(PROPERTY_RUNS);
process.env['BOOKCHAT_ARCHIVE_SCHEDULES'] = String(ARCHIVE_SCHEDULES);
process.exitCode = await runSteps(steps);
