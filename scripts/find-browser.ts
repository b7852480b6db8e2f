// Prints the path of the Chromium that the tests use, getting one first if there is none.
import process from 'node:process';
import { findChromium } from './browsers/find-chromium.ts';

process.stdout.write(`${(await findChromium()).path}\n`);
