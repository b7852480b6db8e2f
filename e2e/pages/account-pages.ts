import type { Locator, Page } from '@playwright/test';

export interface Credentials {
  readonly name: string;
  readonly password: string;
}

/** Where somebody stands who is not in: to sign in, to join by a link, to choose a new password. */
export class DoorPage {
  readonly page: Page;
  readonly heading: Locator;
  readonly name: Locator;
  readonly email: Locator;
  readonly password: Locator;
  readonly showButton: Locator;
  readonly signInButton: Locator;
  readonly githubLink: Locator;
  readonly forgottenButton: Locator;
  readonly backButton: Locator;
  readonly notice: Locator;
  readonly error: Locator;

  constructor(page: Page) {
    this.page = page;
    this.heading = page.getByRole('heading', { level: 1 });
    this.name = page.getByRole('textbox', { name: /^Name/ });
    this.email = page.getByRole('textbox', { name: /[Mm]ail address/ });
    this.password = page.getByLabel(/^(?:New p|P)assword$/);
    this.showButton = page.getByRole('button', { name: /^Show/ });
    this.signInButton = page.getByRole('button', { name: 'Sign in', exact: true });
    this.githubLink = page.getByRole('link', { name: 'Sign in with GitHub' });
    this.forgottenButton = page.getByRole('button', { name: 'Forgotten your password?' });
    this.backButton = page.getByRole('button', { name: 'Back to sign in' });
    this.notice = page.locator('.door__notice');
    this.error = page.locator('.entry-form__error');
  }

  async signIn({ name, password }: Credentials): Promise<void> {
    await this.name.fill(name);
    await this.password.fill(password);
    await this.signInButton.click();
  }

  /** By a link, from its path on. */
  async follow(link: string): Promise<void> {
    // A link that differs behind the # alone would not load the page anew.
    await this.page.goto('about:blank');
    await this.page.goto(link);
  }

  async join({ name, password }: Credentials): Promise<void> {
    await this.name.fill(name);
    await this.password.fill(password);
    await this.page.getByRole('button', { name: /^(?:Join|Make the account)$/ }).click();
  }

  async choosePassword(password: string): Promise<void> {
    await this.password.fill(password);
    await this.page.getByRole('button', { name: 'Save and sign in' }).click();
  }

  /** What is wrong at a field. */
  async complaintAt(field: Locator): Promise<string | null> {
    const id = (await field.getAttribute('aria-describedby'))?.split(' ')[0];
    return this.page.locator(`#${id}`).textContent();
  }
}

/** The menu behind one's own face, in the cover of the conversation. */
export class AccountMenu {
  readonly page: Page;
  readonly opener: Locator;
  readonly dom: Locator;
  readonly accountLink: Locator;
  readonly operatorLink: Locator;
  readonly signOutButton: Locator;

  constructor(page: Page) {
    this.page = page;
    this.opener = page.getByRole('button', { name: /^Your account/ });
    this.dom = page.getByRole('dialog', { name: 'Your account' });
    this.accountLink = this.dom.getByRole('link', { name: 'Your account' });
    this.operatorLink = this.dom.getByRole('link', { name: 'Operator’s page' });
    this.signOutButton = this.dom.getByRole('button', { name: 'Sign out' });
  }

  async signOut(): Promise<void> {
    await this.opener.click();
    await this.signOutButton.click();
  }
}

/** One's own page. */
export class OwnPage {
  readonly page: Page;
  readonly heading: Locator;
  readonly notice: Locator;
  readonly dialog: Locator;
  readonly sessions: Locator;
  readonly keys: Locator;

  constructor(page: Page) {
    this.page = page;
    this.heading = page.getByRole('heading', { level: 1 });
    this.notice = page.locator('.notice');
    this.dialog = page.getByRole('dialog').last();
    this.sessions = this.section('Where you are signed in').getByRole('row');
    this.keys = this.section('API keys').getByRole('row');
  }

  async open(): Promise<void> {
    await this.page.goto('/me');
    await this.heading.waitFor();
  }

  section(name: string): Locator {
    return this.page.getByRole('region', { name: new RegExp(`^${name} `) });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  async signOutEverywhere(): Promise<void> {
    await this.button('Sign out everywhere…').click();
    await this.dialog.getByRole('button', { name: 'Sign out everywhere' }).click();
  }

  async changePassword(current: string, next: string): Promise<void> {
    const section = this.section('Password');
    await section.getByLabel('Present password', { exact: true }).fill(current);
    await section.getByLabel('New password', { exact: true }).fill(next);
    await this.button('Change the password').click();
  }
}
