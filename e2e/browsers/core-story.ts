import type { ChatServer } from '../fixtures/chat-server.ts';
import type { BrowserWindow } from './browser.ts';
import { eventually } from './eventually.ts';

export interface Cast {
  readonly server: ChatServer;
  readonly alice: BrowserWindow;
  readonly bob: BrowserWindow;
}

export interface Chapter {
  readonly title: string;
  tell(cast: Cast): Promise<void>;
}

const NAME = '#name';
const COMPOSER = 'textarea[aria-label="Message to General"]';
const TEXTS = '[role=log] .message__text';
const FAILURE = '.message__failure > p';
const RETRY = '.message__failure > .button--full';
const SAVED = '.message[data-receipt=saved] .message__text';

/** What must hold in every browser, in the order in which it happens to alice and bob. */
export const coreStory: readonly Chapter[] = [
  {
    title: 'alice chooses a name and writes',
    async tell({ server, alice }) {
      await alice.open(server.url);
      await alice.type(NAME, 'alice\n');
      await alice.type(COMPOSER, 'Hello bob\n');
      await eventually(() => alice.texts(SAVED), ['Hello bob']);
    },
  },
  {
    title: 'bob sees it in a browser of his own, and answers',
    async tell({ server, alice, bob }) {
      await bob.open(server.url);
      await eventually(() => bob.texts(TEXTS), ['Hello bob']);
      await bob.type(NAME, 'bob\n');
      await bob.type(COMPOSER, 'Good morning alice\n');
      await eventually(() => alice.texts(TEXTS), ['Hello bob', 'Good morning alice']);
    },
  },
  {
    title: 'a reload keeps messages, name and draft',
    async tell({ alice }) {
      await alice.type(COMPOSER, 'half a thought');
      await alice.reload();
      await eventually(() => alice.texts(TEXTS), ['Hello bob', 'Good morning alice']);
      await eventually(() => alice.texts('.composer__author bdi'), ['alice']);
      await eventually(() => alice.valueOf(COMPOSER), 'half a thought');
    },
  },
  {
    title: 'a message written while the server is away fails with its reason',
    async tell({ server, alice }) {
      await server.kill();
      await alice.type(COMPOSER, ' and its end\n');
      await eventually(() => alice.texts(FAILURE), ['Not sent. The server cannot be reached.']);
      await eventually(() => alice.valueOf(COMPOSER), '');
    },
  },
  {
    title: 'a retry posts it once, and everyone sees it',
    async tell({ server, alice, bob }) {
      const all = ['Hello bob', 'Good morning alice', 'half a thought and its end'];
      await server.start();
      await alice.click(RETRY);
      await eventually(() => alice.texts(SAVED), ['Hello bob', 'half a thought and its end']);
      await eventually(() => bob.texts(TEXTS), all);
      await alice.reload();
      await eventually(() => alice.texts(TEXTS), all);
    },
  },
];
