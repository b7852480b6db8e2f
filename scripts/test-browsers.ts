// `npm run test:browsers`: the core story in the browsers that Playwright's Chromium does not stand for.
import process from 'node:process';
import { browserStories } from './browsers/browser-stories.ts';
import { command } from './steps/command-step.ts';
import { runSteps } from './steps/run-steps.ts';

const build = { name: 'Build', run: command('turbo', 'run', 'build', '--output-logs=errors-only') };
process.exitCode = await runSteps([build, ...browserStories]);
