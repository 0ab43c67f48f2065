import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  NotificationSendOptions,
  notificationService,
} from '@backstage/plugin-notifications-node';
import { secretExpiryPlugin } from '../plugin';

jest.setTimeout(60_000);

const DAY_MS = 86_400_000;

function iso(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString();
}

const INVENTORY = `apiVersion: plumbline.io/v1
kind: CredentialInventory
metadata: { name: shop }
credentials:
  - name: db
    kind: secret
    workload: system:default/shop
    created: ${iso(-359)}
    expires: ${iso(0.5)}
    rotation: manual
    runbook: https://wiki.example/rotate
`;

/** Waits until something is so. */
async function until(isSo: () => boolean) {
  for (let turn = 0; turn < 200 && !isSo(); turn++) {
    await new Promise(done => setTimeout(done, 25));
  }
}

describe('the secret-expiry back end tells', () => {
  const directory = createMockDirectory();

  it('who owns it, the platform team and webhooks of what it found, once', async () => {
    directory.setContent({ 'shop.yaml': INVENTORY });
    const posted: string[] = [];
    const hook = createServer((request, response) => {
      request.on('data', part => posted.push(String(part)));
      request.on('end', () => response.end('ok'));
    });
    await new Promise<void>(done => {
      hook.listen(0, '127.0.0.1', done);
    });
    const { port } = hook.address() as AddressInfo;
    const sent: NotificationSendOptions[] = [];
    const scheduler = mockServices.scheduler();
    await startTestBackend({
      features: [
        secretExpiryPlugin,
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({ send: async options => void sent.push(options) }),
        }),
        catalogServiceMock.factory({
          entities: [
            {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'System',
              metadata: { name: 'shop', title: 'The shop' },
              spec: { type: 'workload', owner: 'group:default/shop' },
              relations: [{ type: 'ownedBy', targetRef: 'group:default/shop' }],
            },
          ],
        }),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'https://portal.example' },
            secretExpiry: {
              inventories: [{ directory: directory.path }],
              notifications: { platformTeam: 'platform' },
              webhooks: [
                {
                  name: 'ops',
                  url: `http://127.0.0.1:${port}/hidden`,
                  allowInsecure: true,
                },
              ],
            },
          },
        }),
      ],
    });
    // Nobody hears of anything before it was looked at.
    await scheduler.triggerTask('tell');
    await scheduler.triggerTask('scan-inventory');
    await scheduler.triggerTask('refresh-summaries');
    await scheduler.triggerTask('tell');
    await scheduler.triggerTask('tell');
    await until(() => sent.length > 1 && posted.length > 0);
    await scheduler.triggerTask('outbox');
    hook.closeAllConnections();
    await new Promise(done => hook.close(done));

    expect(
      sent
        .map(({ recipients }) => recipients)
        .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
    ).toEqual([
      { type: 'entity', entityRef: ['group:default/platform'] },
      { type: 'entity', entityRef: ['group:default/shop'] },
    ]);
    expect(sent[0].payload).toMatchObject({
      title: expect.stringMatching(
        /^The shop: Secret db expires in 1\d hours$/,
      ),
      severity: 'critical',
      link: expect.stringMatching(
        /^\/catalog\/default\/system\/shop\/secret-expiry\?credential=/,
      ),
    });
    expect(posted).toHaveLength(1);
    const { text, blocks } = JSON.parse(posted[0]);
    expect(text).toMatch(/^critical: The shop: Secret db expires in/);
    expect(JSON.stringify(blocks)).toContain(
      '<https://wiki.example/rotate|Runbook>',
    );
  });
});
