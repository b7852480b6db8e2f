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

/**
 * The machine may be busy with other things, as CI's often are; a test that hangs still ends. One that passes only when
 * it is run again is named in the summary.
 */
const SLOW_MACHINE = ['--testTimeout=60000', '--retry=1'];

const steps: Step[] = [
  { name: 'Browser', run: useChromium },
  { name: 'Types', run: command('turbo', 'run', 'typecheck', '--output-logs=errors-only') },
  { name: 'Lint', run: command('biome', 'check', '--error-on-warnings', '.') },
  { name: 'Build', run: command('turbo', 'run', 'build', '--output-logs=errors-only') },
  {
    name: 'Tests of the page and the tools',
    needs: ['Browser'],
    run: vitest('--project=!api', '--coverage', ...SLOW_MACHINE),
  },
  {
    name: 'Tests of the server',
    run: vitest('--config=vitest.server.config.ts', '--coverage', ...SLOW_MACHINE),
  },
  { name: 'Coverage', needs: ['Browser'], run: coverageByFolder },
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
