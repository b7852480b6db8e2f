import type { Locator, Page } from '@playwright/test';

/** The archive's ribbon in the header, and the sheet that it opens. */
export class ArchiveSheet {
  readonly ribbon: Locator;
  readonly tip: Locator;
  readonly dom: Locator;
  readonly title: Locator;
  readonly trouble: Locator;
  readonly progress: Locator;
  readonly closeButton: Locator;
  readonly links: Locator;
  readonly legend: Locator;

  constructor(page: Page) {
    this.ribbon = page.locator('.ribbon');
    this.tip = this.ribbon.locator('.tip');
    this.dom = page.getByRole('dialog');
    this.title = this.dom.getByRole('heading', { level: 2 });
    this.trouble = this.dom.locator('.sheet__trouble');
    this.progress = this.dom.getByRole('progressbar');
    this.closeButton = this.dom.getByRole('button', { name: 'Close' });
    this.links = this.dom.getByRole('link');
    this.legend = this.dom.getByRole('listitem');
  }

  async open(): Promise<void> {
    await this.ribbon.click();
    await this.dom.waitFor();
  }

  /** Where it ends, in pixels from the top of the window. */
  async foot(): Promise<number> {
    const { y, height } = (await this.dom.boundingBox()) ?? { y: 0, height: 0 };
    return y + height;
  }

  /** What it says under this name. */
  fact(name: string): Locator {
    return this.dom.locator('.facts__row', { hasText: name }).getByRole('definition');
  }
}
