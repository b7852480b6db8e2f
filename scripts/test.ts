// `npm test`: everything that must hold before a change goes in.
import process from 'node:process';
import { useChromium } from './browsers/use-chromium.ts';
import { command } from './steps/command-step.ts';
import { playwright } from './steps/playwright-step.ts';
import { runSteps } from './steps/run-steps.ts';
import type { Step } from './steps/step.ts';
import { vitest } from './steps/vitest-step.ts';
import { workspaceScript } from './steps/workspace-script.ts';

const steps: Step[] = [
  { name: 'Browser', run: useChromium },
  { name: 'Types', run: command('turbo', 'run', 'typecheck', '--output-logs=errors-only') },
  { name: 'Lint', run: command('biome', 'check', '--error-on-warnings', '.') },
  { name: 'Build', run: command('turbo', 'run', 'build', '--output-logs=errors-only') },
  { name: 'Unit and integration tests', needs: ['Browser'], run: vitest('--coverage') },
  { name: 'Size of the page', needs: ['Build'], run: workspaceScript('apps/web', 'size') },
  { name: 'Crash test, short', needs: ['Build'], run: workspaceScript('apps/api', 'test:crash:short') },
  { name: 'Browser tests', needs: ['Browser', 'Build'], run: playwright },
];

process.exitCode = await runSteps(steps);
