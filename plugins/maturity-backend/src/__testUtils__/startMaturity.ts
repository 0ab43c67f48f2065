import { resolve } from 'node:path';
import { BackendFeature } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import request from 'supertest';
import { maturityPlugin } from '../plugin';
import { workload } from '../__fixtures__/workloads';

/**
 * The plugin with the model of the fixtures and two workloads that were
 * evaluated: `shop` on level 1, `bare` on level 0.
 *
 * @param options - `denied` names permissions that nobody has; `maturity` is
 * more configuration, `features` take the place of services.
 */
export async function startMaturity(
  options: {
    denied?: string[];
    maturity?: object;
    features?: BackendFeature[];
  } = {},
) {
  const { denied = [], maturity = {}, features = [] } = options;
  const auditor = mockServices.auditor.mock();
  const audited = { success: jest.fn(), fail: jest.fn() };
  auditor.createEvent.mockResolvedValue(audited);
  const { server } = await startTestBackend({
    features: [
      maturityPlugin,
      mockServices.scheduler.factory({
        includeInitialDelayedTasksOnStartup: true,
      }),
      auditor.factory,
      mockServices.permissions.mock({
        authorize: async asked =>
          asked.map(({ permission }) => ({
            result: denied.includes(permission.name)
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
          })),
      }).factory,
      catalogServiceMock.factory({
        entities: [
          workload('shop'),
          workload('bare', { owner: 'user:default/bob' }),
        ],
      }),
      mockServices.rootConfig.factory({
        data: {
          maturity: {
            models: [
              { file: resolve(__dirname, '../__fixtures__/model.yaml') },
            ],
            ...maturity,
          },
        },
      }),
      ...features,
    ],
  });
  const ada = mockCredentials.user.header('user:default/ada');
  return {
    auditor,
    audited,
    /** As somebody, given by a full ref; as another back end without one. */
    ask: (
      method: 'get' | 'post' | 'put' | 'delete',
      path: string,
      body?: object,
      user?: string,
    ) =>
      request(server)
        [method](`/api/maturity${path}`)
        .set(
          'Authorization',
          user
            ? mockCredentials.user.header(user)
            : mockCredentials.service.header(),
        )
        .send(body),
    /** As Ada. */
    get: (path: string) =>
      request(server).get(`/api/maturity${path}`).set('Authorization', ada),
    /** As nobody. */
    getUnknown: (path: string) =>
      request(server)
        .get(`/api/maturity${path}`)
        .set('Authorization', mockCredentials.none.header()),
    /** As Ada. */
    post: (path: string, body: object) =>
      request(server)
        .post(`/api/maturity${path}`)
        .set('Authorization', ada)
        .send(body),
  };
}
