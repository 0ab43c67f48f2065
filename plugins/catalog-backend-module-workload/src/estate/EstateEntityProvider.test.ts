import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import { ChangedWorkloads } from '../processor/ChangedWorkloads';
import { EstateEntityProvider } from './EstateEntityProvider';

const GOOD =
  'apiVersion: backstage.io/v1alpha1\nkind: Resource\nmetadata: { name: good }\n';

describe('EstateEntityProvider', () => {
  it('removes nothing while a file has been malformed since the start', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'estate-'));
    const file = (name: string) => join(directory, name, 'catalog-info.yaml');
    const logger = mockServices.logger.mock();
    const provider = new EstateEntityProvider({
      directory,
      logger,
      changed: new ChangedWorkloads({ events: mockServices.events(), logger }),
    });
    const mutations: EntityProviderMutation[] = [];
    let arrived: () => void = () => {};
    const next = () => new Promise<void>(resolve => (arrived = resolve));
    await mkdir(join(directory, 'a'));
    await mkdir(join(directory, 'b'));
    await writeFile(file('a'), GOOD);
    await writeFile(file('b'), 'kind: [');

    const first = next();
    await provider.connect({
      async applyMutation(mutation) {
        mutations.push(mutation);
        arrived();
      },
      async refresh() {},
    });
    await first;
    expect(mutations[0]).toMatchObject({
      type: 'delta',
      added: [{ entity: { metadata: { name: 'good' } } }],
      removed: [],
    });
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringMatching(/b\/catalog-info\.yaml:1 is not YAML/),
    );

    const second = next();
    await writeFile(file('b'), GOOD.replace('good', 'mended'));
    await second;
    expect(mutations[1]).toMatchObject({
      type: 'full',
      entities: [
        { entity: { metadata: { name: 'good' } } },
        { entity: { metadata: { name: 'mended' } } },
      ],
    });
    expect(logger.warn).toHaveBeenCalledTimes(1);
    await provider.close();
    await rm(directory, { recursive: true });
  });
});
