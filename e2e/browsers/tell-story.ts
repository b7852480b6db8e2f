import { deepStrictEqual } from 'node:assert/strict';
import { ChatServer } from '../fixtures/chat-server.ts';
import type { Browser } from './browser.ts';
import { type Cast, coreStory } from './core-story.ts';

export interface Told {
  readonly passed: number;
  readonly failed: number;
}

/** Tells the core story in a browser, chapter by chapter; after one that failed, the rest has no ground to stand on. */
export async function tellStory(browser: Browser, print: (line: string) => void): Promise<Told> {
  const server = new ChatServer();
  await server.start();
  const running = await browser.launch().catch(async (error: unknown) => {
    await server.dispose();
    throw error;
  });
  print(`${browser.name}: ${running.version}`);
  try {
    const cast = { server, alice: await running.newWindow(), bob: await running.newWindow() };
    const told = await tellChapters(cast, print);
    deepStrictEqual(running.uncaught, []);
    return told;
  } finally {
    await running.close();
    await server.dispose();
  }
}

async function tellChapters(cast: Cast, print: (line: string) => void): Promise<Told> {
  let passed = 0;
  for (const { title, tell } of coreStory) {
    try {
      await tell(cast);
      passed++;
      print(`  ✓ ${title}`);
    } catch (error) {
      print(`  ✗ ${title}\n${error instanceof Error ? error.stack : error}`);
      return { passed, failed: coreStory.length - passed };
    }
  }
  return { passed, failed: 0 };
}
