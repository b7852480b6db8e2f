import type { Locator, Page } from '@playwright/test';

/** The list of rooms beside the conversation, or over it on a phone, and what opens from it. */
export class RoomsPanel {
  readonly page: Page;
  readonly list: Locator;
  readonly openButton: Locator;
  readonly makeButton: Locator;
  readonly switcher: Locator;
  readonly found: Locator;
  readonly dialog: Locator;
  readonly details: Locator;
  readonly unreadLine: Locator;
  readonly jumpPill: Locator;

  constructor(page: Page) {
    this.page = page;
    this.list = page.getByRole('navigation', { name: 'Rooms' });
    this.openButton = page.getByRole('button', { name: /^Rooms/ });
    this.makeButton = this.list.getByRole('button', { name: 'Make a room' });
    this.switcher = page.getByRole('combobox', { name: 'Find a room or person' });
    this.found = page.getByRole('option');
    this.dialog = page.getByRole('dialog').last();
    this.details = page.locator('.details');
    this.unreadLine = page.getByText('New since you were away');
    this.jumpPill = page.getByRole('button', { name: 'Jump to first unread' });
  }

  /** A room in the list by its title. */
  room(title: string): Locator {
    return this.list.getByRole('link').filter({ has: this.page.getByText(title, { exact: true }) });
  }

  /** How much is new in a room: a number, or nothing where it is a dot. */
  badge(title: string): Locator {
    return this.room(title).locator('.badge');
  }

  titles(): Locator {
    return this.list.locator('.room-entry__title');
  }

  async make(title: string): Promise<void> {
    await this.makeButton.click();
    await this.page.getByLabel('What it is called').fill(title);
    await this.page.getByRole('button', { name: 'Make the room' }).click();
    await this.page.getByRole('heading', { level: 1, name: title }).waitFor();
  }

  async openDetails(): Promise<void> {
    await this.page.getByRole('heading', { level: 1 }).getByRole('button').click();
    await this.details.waitFor();
  }
}
