// `npm test`: everything that must hold before a change goes in.
import process from 'node:process';
import { useChromium } from './browsers/use-chromium.ts';
import { command } from './steps/command-step.ts';
import { coverageByFolder } from './steps/coverage-step.ts';
import { playwright } from './steps/playwright-step.ts';
import { runSteps } from './steps/run-steps.ts';
import type { Step } from './steps/step.ts';
import { vitest } from './steps/vitest-step.ts';
import { workspaceScript } from './steps/workspace-script.ts';

/** The machine may be busy with other things, as CI's often are; a test that hangs still ends. */
const SLOW_MACHINE = '--testTimeout=20000';

const steps: Step[] = [
  { name: 'Browser', run: useChromium },
  { name: 'Types', run: command('turbo', 'run', 'typecheck', '--output-logs=errors-only') },
  { name: 'Lint', run: command('biome', 'check', '--error-on-warnings', '.') },
  { name: 'Build', run: command('turbo', 'run', 'build', '--output-logs=errors-only') },
  { name: 'Unit and integration tests', needs: ['Browser'], run: vitest('--coverage', SLOW_MACHINE) },
  { name: 'Coverage', needs: ['Unit and integration tests'], run: coverageByFolder },
  { name: 'Size of the page', needs: ['Build'], run: workspaceScript('apps/web', 'size') },
  { name: 'Crash test, short', needs: ['Build'], run: workspaceScript('apps/api', 'test:crash:short') },
  {
    name: 'Crash test of restores, short',
    needs: ['Build'],
    run: workspaceScript('apps/api', 'test:crash:restore:short'),
  },
  { name: 'Browser tests', needs: ['Browser', 'Build'], run: () => playwright() },
];

process.exitCode = await runSteps(steps);
