import { mockServices } from '@backstage/backend-test-utils';
import { MESSAGE_SEVERITIES } from './Message';
import { hears, retryAfter } from './Webhook';
import { readWebhooks } from './readWebhooks';

describe('the configuration of webhooks', () => {
  const configured = (webhook: object, ...others: object[]) =>
    readWebhooks(
      mockServices.rootConfig({
        data: { slo: { webhooks: [{ name: 'ops', ...webhook }, ...others] } },
      }),
      'slo.webhooks',
    );
  const url = 'https://hooks.example/services/hidden';

  it('wants https and nothing but an address, and never says it', () => {
    for (const wrong of [
      { url: 'hidden' },
      { url: 'http://hooks.example/hidden' },
      { url: 'http://hooks.example/hidden', allowInsecure: true },
      { url: 'http://localhost/hidden' },
      { url: 'ftp://hooks.example/hidden' },
      { url: 'https://user:hidden@hooks.example/' },
      { url, severities: ['bad'] },
      { url, workloads: ['system:'] },
    ]) {
      let message = '';
      try {
        configured(wrong);
      } catch (error) {
        message = (error as Error).message;
      }
      expect(message).toContain('slo.webhooks[0]');
      expect(message).not.toContain('hidden');
    }
    expect(() => configured({ url }, { name: 'ops', url })).toThrow(
      "slo.webhooks[1].name: expected a name of its own, 'ops' is taken",
    );
    expect(
      configured({ url: 'http://localhost:1/', allowInsecure: true }),
    ).toHaveLength(1);
  });

  it('takes short refs, and all when nothing is said', () => {
    expect(configured({ url })[0].rules).toEqual({
      severities: [...MESSAGE_SEVERITIES],
      workloads: undefined,
      owners: undefined,
    });
    expect(
      configured({ url, workloads: ['Shop'], owners: ['user:ada'] })[0].rules,
    ).toMatchObject({
      workloads: ['system:default/shop'],
      owners: ['user:default/ada'],
    });
  });
});

describe('hears', () => {
  const shop = {
    workloadRef: 'system:default/shop',
    ownerRef: 'group:default/a',
  };

  it.each([
    [{}, true],
    [{ severities: ['low' as const] }, false],
    [{ workloads: ['system:default/shop'] }, true],
    [{ workloads: ['system:default/bank'] }, false],
    [{ owners: ['group:default/a'] }, true],
    [{ owners: ['group:default/b'] }, false],
  ])('with %j is %s', (rules, expected) => {
    expect(hears({ severities: ['high'], ...rules }, shop, 'high')).toBe(
      expected,
    );
  });
});

describe('retryAfter', () => {
  const now = Date.parse('2026-11-21T10:00:00Z');

  it.each([
    [null, undefined],
    ['', undefined],
    ['soon', undefined],
    ['30', 30],
    ['9999999', 86_400],
    ['Sat, 21 Nov 2026 10:01:00 GMT', 60],
    ['Sat, 21 Nov 2026 09:00:00 GMT', 0],
  ])('of %s is %s', (written, seconds) => {
    expect(retryAfter(written, now)).toBe(seconds);
  });
});
