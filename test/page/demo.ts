import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';

/** The page of an export in a browser, as somebody sits before it. */
export class Demo {
  readonly page: Page;
  /** What it asked the network for, and what it complained of. */
  readonly requests: readonly string[];
  readonly complaints: readonly string[];

  private constructor(page: Page, requests: readonly string[], complaints: readonly string[]) {
    this.page = page;
    this.requests = requests;
    this.complaints = complaints;
  }

  /** @param address of the page, or its path */
  static async open(browser: Browser, address: string): Promise<Demo> {
    const page = await browser.newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(address.startsWith('http') ? address : pathToFileURL(address).href);
    await page.waitForFunction(
      "/^Ready/.test(document.getElementById('state').textContent) || document.getElementById('fault').textContent !== ''",
      { timeout: 60_000 },
    );
    return new Demo(page, requests, complaints);
  }

  /** Drops a file that lies on the disk, with the mouse, on the middle of what a selector finds. */
  async drop(file: string, target = '.drop'): Promise<void> {
    const place = await this.page.waitForSelector(target);
    await place?.scrollIntoView();
    const box = await place?.boundingBox();
    if (box == null) throw new Error(`${target} is not to be seen`);
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const data = { items: [], files: [file], dragOperationsMask: 1 };
    const session = await this.page.createCDPSession();
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await session.send('Input.dispatchDragEvent', { type, x, y, data });
    await session.detach();
  }

  /** Waits for answers or for a fault, and says what is on the page. */
  async said(): Promise<Said> {
    await this.page.waitForFunction(
      "document.getElementById('fault').textContent !== '' || document.querySelector('#answers:not(.old) .answer') !== null",
      { timeout: 60_000 },
    );
    // A function of the page: this project's types know none of its globals.
    const read = `(() => {
      const text = (id) => document.getElementById(id).textContent;
      const answers = [...document.querySelectorAll('#answers:not(.old) .answer')].map((answer) => [
        answer.querySelector('h2').textContent,
        [...answer.querySelectorAll('li')].map((line) => ({
          name: line.firstElementChild.textContent,
          value: Number(line.querySelector('data').value),
          shown: line.querySelector('data').textContent,
        })),
      ]);
      return { answers: Object.fromEntries(answers), fault: text('fault'), state: text('state') };
    })()`;
    return (await this.page.evaluate(read)) as Said;
  }

  /** Takes a photo to the page and says what it answers. */
  async answerTo(file: string): Promise<Said> {
    await this.forget();
    await this.drop(file);
    return this.said();
  }

  /** So that what was said before is not taken for an answer. */
  async forget(): Promise<void> {
    await this.page.evaluate(
      "document.getElementById('answers').replaceChildren(); document.getElementById('fault').replaceChildren();",
    );
  }
}

interface Said {
  readonly answers: Readonly<
    Record<string, readonly { readonly name: string; readonly value: number; readonly shown: string }[]>
  >;
  readonly fault: string;
  readonly state: string;
}
