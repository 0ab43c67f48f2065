import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { PublishedApi } from '@plumbline/plugin-azure-node/testUtils';
import published from '../__fixtures__/azure-repos-7.0.json';
import { exampleChange } from '../__testUtils__/changes';
import { examplePlan } from '../__testUtils__/plans';
import { createEstate } from '../estate/createEstate';
import { AzureDevOpsServer } from './AzureDevOpsServer';

const PLAN = examplePlan();
const ADD = exampleChange(PLAN);
const START = '/example/platform/_apis/git/repositories/estate';

jest.setTimeout(60_000);

describe('AzureDevOpsServer', () => {
  const directory = createMockDirectory();

  it('is asked, and answers, as Azure Repos publishes it, as far as fields go', async () => {
    const server = await AzureDevOpsServer.start({ directory: directory.path });
    const estate = createEstate({
      config: new ConfigReader(server.config as any),
      logger: mockServices.logger.mock(),
    })!;
    await estate.publish(ADD, {});
    await server.merge(1);
    for (const content of ['# 1\n', '# 2\n']) {
      const contents = { 'terraform/foundation/main.tf': content };
      await estate.publish(
        exampleChange(PLAN, { kind: 'change', contents }),
        {},
      );
    }
    await (await estate.look()).hashFiles([PLAN.folder]);
    await estate.publish(exampleChange(PLAN, { kind: 'remove' }), {});
    await server.stop();

    const api = new PublishedApi(published);
    const found = server.exchanges.flatMap(exchange =>
      Buffer.isBuffer(exchange.body)
        ? []
        : api.contraventions({
            ...exchange,
            path: `${START}${exchange.path}`,
            // Published as 200, answered with 201 by the published examples.
            status: exchange.status === 201 ? 200 : exchange.status,
            // Lists are published without what they are wrapped in.
            body: exchange.body.value ?? exchange.body,
          }),
    );
    expect(found).toEqual([]);
    const asked = new Set(
      server.exchanges.map(
        ({ method, path }) => `${method} ${path.split('/')[1] ?? ''}`,
      ),
    );
    expect([...asked].sort()).toEqual([
      'GET ',
      'GET blobs',
      'GET commits',
      'GET diffs',
      'GET pullrequests',
      'GET refs',
      'GET trees',
      'PATCH pullrequests',
      'POST pullrequests',
      'POST pushes',
      'POST refs',
    ]);
  });
});
