import type { Locator } from '@playwright/test';

/** One message in the conversation. */
export class MessageRow {
  readonly dom: Locator;
  readonly text: Locator;
  readonly bubble: Locator;
  readonly author: Locator;
  readonly time: Locator;
  readonly links: Locator;
  readonly saved: Locator;
  readonly failure: Locator;
  readonly retryButton: Locator;
  readonly discardButton: Locator;
  /** In words: when it was written and how far it has come. */
  readonly details: Locator;
  readonly mark: Locator;
  /** The link in its details. */
  readonly commit: Locator;

  constructor(dom: Locator) {
    this.dom = dom;
    this.text = dom.locator('.message__text');
    this.bubble = dom.locator('.message__bubble');
    this.author = dom.locator('.message__name');
    this.time = dom.locator('time');
    this.links = this.text.getByRole('link');
    this.saved = dom.getByText('Saved here');
    this.failure = dom.getByText('Not sent.');
    this.retryButton = dom.getByRole('button', { name: 'Retry' });
    this.discardButton = dom.getByRole('button', { name: 'Discard' });
    this.details = dom.locator('.message__tip');
    this.mark = dom.locator('.message__bookmark');
    this.commit = this.details.getByRole('link');
  }

  /** Waits until nothing of it moves any more. */
  async settled(): Promise<void> {
    await this.dom.evaluate(async (message) => {
      const motions = message.getAnimations({ subtree: true });
      await Promise.allSettled(motions.map(({ finished }) => finished));
    });
  }

  /** The distance of its text in pixels from the top of the window. */
  top(): Promise<number> {
    return this.text.evaluate((text) => text.getBoundingClientRect().top);
  }
}
