import '@testing-library/jest-dom';

// jsdom has neither; the form scrolls up between pages, and lists load more as they are scrolled.
window.scrollTo = () => {};
window.IntersectionObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
} as unknown as typeof IntersectionObserver;
