import type { Locator, Page } from '@playwright/test';

export interface VisibleRow {
  readonly text: string;
  readonly top: number;
}

/** The conversation as something to scroll through. */
export class Timeline {
  readonly #page: Page;
  readonly log: Locator;
  readonly scroller: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.log = page.getByRole('log');
    this.scroller = page.locator('.timeline__scroller');
  }

  /** Turns the mouse wheel over the conversation; a negative number goes to older messages. */
  async wheel(pixels: number): Promise<void> {
    await this.scroller.hover();
    await this.#page.mouse.wheel(0, pixels);
  }

  scrollTop(): Promise<number> {
    return this.scroller.evaluate((element) => element.scrollTop);
  }

  distanceFromEnd(): Promise<number> {
    return this.scroller.evaluate((element) =>
      Math.round(element.scrollHeight - element.clientHeight - element.scrollTop),
    );
  }

  /** Drags the scrollbar to the top of what is loaded. */
  async dragToTop(): Promise<void> {
    await this.scroller.evaluate((element) => {
      element.scrollTop = 0;
    });
  }

  /** The first message whose text is whole on screen, and where that stands. */
  firstVisibleRow(): Promise<VisibleRow> {
    return this.scroller.evaluate((scroller) => {
      const frame = scroller.getBoundingClientRect();
      for (const text of scroller.querySelectorAll('.message__text')) {
        const { top } = text.getBoundingClientRect();
        if (top >= frame.top) return { text: text.textContent, top };
      }
      throw new Error('No message is on screen.');
    });
  }

  /** How many elements the browser has to keep for the conversation. */
  elementCount(): Promise<number> {
    return this.log.evaluate((log) => log.querySelectorAll('*').length);
  }
}
