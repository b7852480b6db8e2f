import type { BrowserContext, Locator, Page } from '@playwright/test';

/** Everyone, and the card of one of them. */
export class PeoplePanel {
  readonly openButton: Locator;
  readonly panel: Locator;
  readonly card: Locator;

  constructor(page: Page) {
    this.openButton = page.getByRole('button', { name: 'People', exact: true });
    this.panel = page.locator('.people-dialog--panel');
    this.card = page.locator('.people-dialog--card');
  }

  async open(): Promise<void> {
    await this.openButton.click();
  }

  person(name: string): Locator {
    return this.panel.getByRole('button', { name });
  }

  async openCard(name: string): Promise<void> {
    await this.person(name).click();
  }
}

/** One's own card, as one fills it in. */
export class OwnCard {
  readonly page: Page;
  readonly section: Locator;
  readonly status: Locator;
  readonly zone: Locator;
  readonly file: Locator;

  constructor(page: Page) {
    this.page = page;
    this.section = page.getByRole('region', { name: /^Card/ });
    this.status = this.section.getByLabel('Status');
    this.zone = this.section.getByLabel('Time zone');
    this.file = this.section.locator('input[type=file]');
  }

  async open(): Promise<void> {
    await this.page.goto('/me');
  }

  button(name: string): Locator {
    return this.section.getByRole('button', { name });
  }
}

/** Makes an account by a link, without its screens; the browser is signed in afterwards. */
export async function joinBy(context: BrowserContext, link: string, name: string): Promise<void> {
  const token = new URL(link, 'http://localhost').hash.slice(1);
  const data = { token, name, email: null, password: 'correct horse battery staple' };
  const answer = await context.request.post('/api/join', { data });
  if (!answer.ok()) throw new Error(`${name} could not join: ${await answer.text()}`);
}
