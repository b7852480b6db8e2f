import type { Locator, Page } from '@playwright/test';
import { MessageRow } from './message-row.ts';
import { RoomsPanel } from './rooms-panel.ts';
import { Timeline } from './timeline.ts';

/** The room as one person sees it. */
export class RoomPage {
  readonly page: Page;
  readonly header: Locator;
  readonly title: Locator;
  readonly connection: Locator;
  readonly themeSwitch: Locator;
  readonly timeline: Timeline;
  readonly rooms: RoomsPanel;
  readonly rows: Locator;
  readonly days: Locator;
  readonly pill: Locator;
  readonly offlineBar: Locator;
  readonly tryNowButton: Locator;
  readonly nameField: Locator;
  readonly joinButton: Locator;
  readonly nameError: Locator;
  readonly changeNameButton: Locator;
  readonly composer: Locator;
  readonly sendButton: Locator;
  readonly counter: Locator;
  readonly announcements: Locator;

  constructor(page: Page) {
    this.page = page;
    this.header = page.getByRole('banner');
    this.title = page.getByRole('heading', { level: 1 });
    this.connection = this.header.locator('.connection');
    this.themeSwitch = this.header.getByRole('button', { name: 'Theme' });
    this.timeline = new Timeline(page);
    this.rooms = new RoomsPanel(page);
    this.rows = this.timeline.log.locator('.message');
    this.days = this.timeline.log.getByRole('heading', { level: 2 });
    this.pill = page.getByRole('main').getByRole('button', { name: /new message|newest message/ });
    this.offlineBar = page.locator('.offline-bar[aria-label="Connection"]');
    this.tryNowButton = this.offlineBar.getByRole('button', { name: 'Try now' });
    this.nameField = page.getByRole('textbox', { name: /What should people call you|Your name from now on/ });
    this.joinButton = page.getByRole('button', { name: /^(?:Join|Save)$/ });
    this.nameError = page.getByRole('alert');
    this.changeNameButton = page.getByRole('button', { name: 'Change your name' });
    this.composer = page.getByRole('textbox', { name: /^Message to / });
    this.sendButton = page.getByRole('button', { name: 'Send' });
    this.counter = page.locator('#counter');
    this.announcements = page.locator('.chat > [role=status]');
  }

  async open(path = '/'): Promise<void> {
    await this.page.goto(path);
  }

  async join(name: string): Promise<void> {
    await this.nameField.fill(name);
    await this.joinButton.click();
  }

  async changeName(name: string): Promise<void> {
    await this.changeNameButton.click();
    await this.join(name);
  }

  async write(text: string): Promise<MessageRow> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
    return this.message(text);
  }

  /** Writes, and waits until the server has it. */
  async say(text: string): Promise<MessageRow> {
    const message = await this.write(text);
    await message.saved.waitFor({ state: 'attached' });
    return message;
  }

  /** The messages whose text is just this. */
  message(text: string): MessageRow {
    return new MessageRow(this.rows.filter({ has: this.page.getByText(text, { exact: true }) }));
  }

  /** Comes back to the window from another one, upon which the page asks for news. */
  async glance(): Promise<void> {
    await this.page.evaluate(() => window.dispatchEvent(new Event('focus')));
  }

  /** Puts the page in the background, or brings it back to the front. */
  async setHidden(hidden: boolean): Promise<void> {
    await this.page.evaluate((value) => {
      Object.defineProperty(document, 'hidden', { value, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  }

  /** Opens another tab of the same browser, as the same person. */
  async openAnotherTab(): Promise<RoomPage> {
    const tab = new RoomPage(await this.page.context().newPage());
    await tab.open();
    return tab;
  }
}
