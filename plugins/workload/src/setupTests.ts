import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Whole pages are rendered, also on machines that are busy with other things.
configure({ asyncUtilTimeout: 15_000 });
jest.setTimeout(60_000);

// What React Flow needs of a browser and jsdom lacks: sizes, and someone who
// tells them. See https://reactflow.dev/learn/advanced-use/testing
class SizesAtOnce {
  readonly #callback: ResizeObserverCallback;

  constructor(callback: ResizeObserverCallback) {
    this.#callback = callback;
  }

  observe(target: Element) {
    this.#callback([{ target } as ResizeObserverEntry], this);
  }

  unobserve() {}

  disconnect() {}
}

class Identity {
  readonly m22 = 1;
}

Object.assign(globalThis, {
  ResizeObserver: SizesAtOnce,
  DOMMatrixReadOnly: Identity,
});
Object.defineProperties(HTMLElement.prototype, {
  offsetHeight: { get: () => 100 },
  offsetWidth: { get: () => 100 },
});
Object.assign(SVGElement.prototype, {
  getBBox: () => ({ x: 0, y: 0, width: 0, height: 0 }),
});
