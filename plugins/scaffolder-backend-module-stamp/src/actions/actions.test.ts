import { writeFile } from 'node:fs/promises';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { DEFAULT_POLICY, STAMP_FILES } from '@plumbline/plugin-stamp-common';
import { parse } from 'yaml';
import { ENTITIES } from '../__testUtils__/entities';
import { examplePlan } from '../__testUtils__/plans';
import { EstateFolder } from '../estate/EstateFolder';
import { createStampPlanAction } from './createStampPlanAction';
import { createStampPublishAction } from './createStampPublishAction';
import { createStampRenderAction } from './createStampRenderAction';

const FOLDER = 'stamps/deal-fraud-model/prod/japaneast-001';
const REQUEST = {
  workload: 'system:default/deal-fraud-model',
  environment: 'prod',
  region: 'japaneast',
  expectedUsers: 1000,
};
const HOSTILE = [
  '${file("/etc/passwd")}',
  '${{ secrets.token }}',
  'x" }\nresource "a" "b" {}',
  '../../etc',
  '/etc/passwd',
  'prоd',
  '\u0000',
];

describe('actions', () => {
  const directory = createMockDirectory();
  const auditor = mockServices.auditor.mock();
  const auditEvent = { success: jest.fn(), fail: jest.fn() };
  let estate: EstateFolder;

  beforeEach(() => {
    jest.resetAllMocks();
    auditor.createEvent.mockResolvedValue(auditEvent);
    directory.setContent({ estate: {}, workspace: {} });
    estate = new EstateFolder(directory.resolve('estate'));
  });

  async function act(
    action: { handler: (ctx: any) => Promise<void> },
    input: object,
    rest: object = {},
  ) {
    const output: Record<string, any> = {};
    await action.handler({
      ...createMockActionContext({
        input: input as any,
        workspacePath: directory.resolve('workspace'),
      }),
      // The mock context passes these on only in part.
      output: (name: string, value: unknown) => {
        output[name] = value;
      },
      ...rest,
    });
    return output;
  }

  const plan = (input: object = {}) =>
    act(
      createStampPlanAction({
        catalog: catalogServiceMock({ entities: ENTITIES }),
        policy: DEFAULT_POLICY,
        estate,
      }),
      { ...REQUEST, ...input },
    );
  const render = (value: unknown) =>
    act(createStampRenderAction(), { plan: value });
  const publish = (folder = FOLDER, rest: object = {}) =>
    act(createStampPublishAction({ auditor, estate }), { folder }, rest);

  describe('stamp:plan', () => {
    it('plans from the catalog: number and addresses after those of a retired stamp', async () => {
      await expect(plan()).resolves.toMatchObject({
        stampRef: 'resource:default/deal-fraud-model-prod-japaneast-002',
        plan: {
          instance: 2,
          owner: 'group:default/deal-fraud',
          address: { range: '10.80.16.0/20' },
          globalResources: [
            {
              ref: 'resource:default/deal-fraud-front-door',
              type: 'front-door',
            },
          ],
        },
      });
    });

    it('knows the stamps of the estate that the catalog has not read yet', async () => {
      const first = await plan({ region: 'eastus2' });
      const { folder } = await render(first.plan);
      await publish(folder);
      await expect(plan({ region: 'eastus2' })).resolves.toMatchObject({
        plan: { instance: 2, address: { range: '10.80.32.0/20' } },
      });
    });

    it('enforces the policy whatever the form said, and lists each rule', async () => {
      const refused = plan({
        workload: 'ledger',
        region: 'eastus',
        expectedUsers: 5000,
      });
      await expect(refused).rejects.toMatchObject({ name: 'InputError' });
      await expect(refused).rejects.toThrow(
        /- region: East US is not eligible\. Data must stay in EU; it is in US\.\n- expectedUsers: .*1 to 1000/,
      );
    });

    it.each(['library', 'system:default/nothing', 'a:b:c', ...HOSTILE])(
      'refuses the workload %j',
      async workload => {
        await expect(plan({ workload })).rejects.toMatchObject({
          name: 'InputError',
        });
      },
    );

    it.each(HOSTILE)('refuses %j as environment and region', async text => {
      await expect(plan({ environment: text })).rejects.toThrow(
        '- environment:',
      );
      await expect(plan({ region: text })).rejects.toThrow('- region:');
    });

    it('reads the catalog as the one who started the task', async () => {
      const catalog = catalogServiceMock({ entities: ENTITIES });
      const read = jest.spyOn(catalog, 'getEntitiesByRefs');
      const credentials = { principal: { type: 'user' } };
      await act(
        createStampPlanAction({ catalog, policy: DEFAULT_POLICY }),
        REQUEST,
        {
          getInitiatorCredentials: async () => credentials,
        },
      );
      expect(read).toHaveBeenCalledWith(expect.anything(), { credentials });
    });
  });

  describe('stamp:render', () => {
    it('writes the files into the workspace, every time the same', async () => {
      const { folder, files } = await render(examplePlan());
      expect(folder).toBe(FOLDER);
      expect(files).toEqual(STAMP_FILES);
      const once = directory.content({ path: 'workspace' });
      await render(examplePlan());
      expect(directory.content({ path: 'workspace' })).toEqual(once);
    });

    it.each(HOSTILE)('refuses a plan with %j in any text', async text => {
      const good = examplePlan();
      const { notes, ...rest } = good;
      for (const [field, value] of Object.entries(rest)) {
        if (typeof value !== 'string') continue;
        await expect(render({ ...good, [field]: text })).rejects.toThrow(
          `- plan.${field}:`,
        );
      }
      expect(directory.content({ path: 'workspace' })).toEqual({});
    });
  });

  describe('stamp:publish', () => {
    it('puts the rendered stamp into the estate, and is audited', async () => {
      await render(examplePlan());
      await expect(publish()).resolves.toEqual({
        stampRef: 'resource:default/deal-fraud-model-prod-japaneast-001',
        workloadRef: 'system:default/deal-fraud-model',
        folder: FOLDER,
        files: STAMP_FILES,
        written: STAMP_FILES,
      });
      expect(directory.content({ path: `estate/${FOLDER}` })).toEqual(
        directory.content({ path: `workspace/${FOLDER}` }),
      );
      expect(auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({
          eventId: 'stamp-publish',
          meta: expect.objectContaining({ folder: FOLDER }),
        }),
      );
      expect(auditEvent.success).toHaveBeenCalled();
    });

    it('does nothing the second time', async () => {
      await render(examplePlan());
      await publish();
      await expect(publish()).resolves.toMatchObject({ written: [] });
    });

    it('writes nothing in a dry run, but finds what stands against it', async () => {
      await render(examplePlan());
      await publish(FOLDER, { isDryRun: true });
      expect(directory.content({ path: 'estate' })).toEqual({});
      expect(auditor.createEvent).not.toHaveBeenCalled();
      await publish();
      await render(examplePlan({ expectedUsers: 1 }));
      await expect(publish(FOLDER, { isDryRun: true })).rejects.toThrow(
        'with another plan',
      );
    });

    it('audits a failure', async () => {
      await render(examplePlan());
      await publish();
      await render(examplePlan({ expectedUsers: 1 }));
      await expect(publish()).rejects.toMatchObject({ name: 'ConflictError' });
      expect(auditEvent.fail).toHaveBeenCalledWith({
        error: expect.objectContaining({ name: 'ConflictError' }),
      });
    });

    it('takes no file that the plan does not render to', async () => {
      await render(examplePlan());
      await writeFile(
        directory.resolve('workspace', FOLDER, 'terraform/main.tf'),
        'resource "a" "b" {}\n',
      );
      await expect(publish()).rejects.toThrow('terraform/main.tf is not what');
    });

    it.each(['../estate', '/etc', 'nowhere', ''])(
      'refuses the folder %j',
      async folder => {
        await expect(publish(folder)).rejects.toThrow();
        expect(directory.content({ path: 'estate' })).toEqual({});
      },
    );

    it('says which key to set when there is no estate folder', async () => {
      await expect(
        act(createStampPublishAction({ auditor }), { folder: FOLDER }),
      ).rejects.toThrow('set stamp.estate.directory');
    });
  });

  it.each([
    createStampPlanAction({
      catalog: catalogServiceMock(),
      policy: DEFAULT_POLICY,
    }),
    createStampRenderAction(),
    createStampPublishAction({ auditor }),
  ])('$id can be dry-run and has examples that use it', action => {
    expect(action.supportsDryRun).toBe(true);
    const [step] = parse(action.examples![0].example).steps;
    expect(step.action).toBe(action.id);
    expect(Object.keys(step.input).sort()).toEqual(
      Object.keys(action.schema!.input!.properties!).sort(),
    );
  });
});
