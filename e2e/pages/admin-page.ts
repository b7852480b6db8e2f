import type { Locator, Page } from '@playwright/test';

/** The operator's page. */
export class AdminPage {
  readonly page: Page;
  readonly tokenField: Locator;
  readonly signInButton: Locator;
  readonly signOutButton: Locator;
  readonly error: Locator;
  readonly dialog: Locator;
  readonly notice: Locator;
  readonly contents: Locator;

  constructor(page: Page) {
    this.page = page;
    this.tokenField = page.getByLabel('Admin token');
    this.signInButton = page.getByRole('button', { name: 'Sign in' });
    this.signOutButton = page.getByRole('button', { name: 'Sign out' });
    this.error = page.getByRole('alert');
    this.dialog = page.getByRole('dialog').last();
    this.notice = page.locator('.notice');
    this.contents = page.getByRole('navigation', { name: 'Sections' });
  }

  async open(): Promise<void> {
    await this.page.goto('/admin');
  }

  async signIn(token: string): Promise<void> {
    await this.tokenField.fill(token);
    await this.signInButton.click();
  }

  /** A section by its name. */
  section(name: string): Locator {
    return this.page.getByRole('region', { name: new RegExp(`^${name} `) });
  }

  heading(name: string): Locator {
    return this.section(name).getByRole('heading', { level: 2 });
  }

  row(section: string, text: string | RegExp): Locator {
    return this.section(section).getByRole('row').filter({ hasText: text });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }
}
