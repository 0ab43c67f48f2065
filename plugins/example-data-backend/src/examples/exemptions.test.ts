import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { parseAllDocuments } from 'yaml';
import { readDefinitions } from '../definitions/readDefinitions';
import { exemptionRequestsSchema } from '../exemptions/definition';

const ROOT = resolve(__dirname, '../../../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const entitiesIn = (path: string) =>
  parseAllDocuments(read(path)).map(document => document.toJS() as Entity);

describe('the example requests for exemptions', () => {
  it('are about what there is, and let somebody else than the guest ask for their own', async () => {
    const { items, problems } = await readDefinitions(
      join(ROOT, 'examples/exemptions'),
      exemptionRequestsSchema,
    );
    expect(problems).toEqual([]);
    expect(items).not.toHaveLength(0);
    const people = new Map(
      entitiesIn('examples/org.yaml').map(entity => [
        stringifyEntityRef(entity),
        entity.spec?.memberOf as string[],
      ]),
    );
    const model = read('models/azure-well-architected/reliability.yaml');
    for (const { file, definition } of items) {
      const workload = entitiesIn(`examples/catalog/${file}`).find(
        entity => stringifyEntityRef(entity) === definition.workload,
      );
      for (const { criterion, requestedBy } of definition.requests) {
        expect(model).toContain(`- id: ${criterion}\n`);
        expect(requestedBy).not.toBe('user:default/guest');
        expect(people.get(requestedBy)).toContain(
          String(workload?.spec?.owner).replace('group:default/', ''),
        );
      }
    }
  });
});
