// Addresses that run a script must not pass.
/* eslint-disable no-script-url */

import fc from 'fast-check';
import { isAddress, isPortalPath, runbookOf } from './address';

describe('isPortalPath', () => {
  it.each([
    '/',
    '/docs/default/component/bank',
    '/docs/default/component/bank/?page=2#what-to-do',
    '/search?query=https://example.com//x',
  ])('takes %s', text => {
    expect(isPortalPath(text)).toBe(true);
    expect(isAddress(text)).toBe(true);
  });

  it.each([
    '',
    'docs/bank',
    '//example.com',
    '///example.com',
    '/\\example.com',
    '/\t/example.com',
    '/.//example.com',
    '/a/..//example.com',
    '/a b',
    'https://example.com/docs',
  ])('does not take %j', text => {
    expect(isPortalPath(text)).toBe(false);
  });

  it('never takes what leads to another host', () => {
    const part = fc.constantFrom('/', '\\', '.', '..', '\t', '\n', ':', '@');
    const text = fc
      .array(fc.oneof(part, fc.string({ maxLength: 3 })))
      .map(parts => `/${parts.join('')}`);
    fc.assert(
      fc.property(text, path => {
        if (!isPortalPath(path)) return;
        const { origin, pathname } = new URL(path, 'https://portal.test');
        expect(origin).toBe('https://portal.test');
        expect(pathname).toMatch(/^\/(?!\/)/);
      }),
    );
  });
});

describe('isAddress', () => {
  it.each([
    'https://example.com/kv',
    'http://localhost:8000',
    'HTTPS://x.test',
  ])('takes %s', text => expect(isAddress(text)).toBe(true));

  it.each([
    'wiki/kv',
    'https://',
    'https://exa mple.com',
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    'ftp://example.com',
    'mailto:a@example.com',
    '//example.com',
  ])('does not take %j', text => expect(isAddress(text)).toBe(false));
});

describe('runbookOf', () => {
  const entity = (runbook?: unknown) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: 'kv',
      annotations: { 'plumbline.io/runbook-url': runbook as string },
    },
  });

  it('is what the entity says', () => {
    expect(runbookOf(entity('/docs/default/component/kv'))).toBe(
      '/docs/default/component/kv',
    );
  });

  it.each([undefined, '', 7, 'javascript:alert(1)', '//example.com'])(
    'is nothing where it says %j',
    runbook => expect(runbookOf(entity(runbook))).toBeUndefined(),
  );
});
