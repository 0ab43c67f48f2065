import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import {
  DEFAULT_POLICY,
  EstatePlan,
  REGIONS,
  StampStatus,
} from '@plumbline/plugin-stamp-common';
import {
  Estate,
  FolderEstate,
  PlanCheck,
  StampPlanner,
  StampRights,
} from '@plumbline/plugin-stamp-node';
import { parse } from 'yaml';
import { ENTITIES, entitiesOf } from '../__testUtils__/entities';
import { createStampChangePlanAction } from './createStampChangePlanAction';
import { createStampPlanAction } from './createStampPlanAction';
import { createStampPublishAction } from './createStampPublishAction';
import { createStampRenderAction } from './createStampRenderAction';
import { createStampRetireAction } from './createStampRetireAction';
import { createStampValidateAction } from './createStampValidateAction';
import { createWorkloadPlanAction } from './createWorkloadPlanAction';

const REQUEST = {
  workloadRef: 'system:default/deal-fraud-model',
  environment: 'prod',
  region: 'japaneast',
  expectedUsers: 1000,
};
const NAME = 'deal-fraud-model-prod-japaneast-002';
const STAMP_REF = `resource:default/${NAME}`;
const FOLDER = 'stamps/deal-fraud-model/prod/japaneast-002';
const WORKLOAD = {
  name: 'loan-desk',
  title: 'Loan desk',
  description: 'Where advisers enter loans',
  owner: 'group:default/deal-fraud',
  tier: 'business-critical',
  residency: 'EU',
  addressRange: '10.96.0.0/16',
  homeRegion: 'westeurope',
  image: 'crloandesk.azurecr.io/loan-desk:1.0.0',
  environment: 'prod',
  region: 'westeurope',
  expectedUsers: 300,
};
const FREE_TEXT = ['title', 'description'];
const HOSTILE = [
  '${file("/etc/passwd")}',
  '${{ secrets.token }}',
  'x" }\nresource "a" "b" {}',
  '../../etc',
  '/etc/passwd',
  'prоd',
  '\u0000',
  '\u202eprod',
  'x'.repeat(10_000_000),
];

jest.setTimeout(60_000);

describe('actions', () => {
  const directory = createMockDirectory();
  const auditor = mockServices.auditor.mock();
  const auditEvent = { success: jest.fn(), fail: jest.fn() };
  const permissions = mockServices.permissions.mock();
  let estate: Estate;
  let statuses: StampStatus[];
  let ownerships: string[];
  let isPlatformTeam: boolean;
  let checkpoints: Map<string, unknown>;
  let logged: string[];

  beforeEach(() => {
    jest.resetAllMocks();
    auditor.createEvent.mockResolvedValue(auditEvent);
    permissions.authorize.mockImplementation(async requests =>
      requests.map(({ permission: { name } }) => ({
        result:
          name === 'stamp.manage' && !isPlatformTeam
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      })),
    );
    directory.setContent({ estate: {}, workspace: {} });
    estate = new FolderEstate(directory.resolve('estate'));
    statuses = [];
    ownerships = ['group:default/deal-fraud'];
    isPlatformTeam = false;
    checkpoints = new Map();
    logged = [];
  });

  /** Everything of the module, with the catalog as it is once it has read the estate. */
  function services(to: { estate?: Estate } = { estate }) {
    const catalog = catalogServiceMock({
      entities: [...ENTITIES, ...entitiesOf(directory.resolve('estate'))],
    });
    const planner = new StampPlanner({
      catalog,
      estate: to.estate,
      policy: DEFAULT_POLICY,
      statuses: async () => statuses,
    });
    const rights = new StampRights({
      auth: mockServices.auth(),
      catalog,
      permissions,
      userInfo: mockServices.userInfo({ ownershipEntityRefs: ownerships }),
    });
    const plans = new PlanCheck({
      catalog,
      estate: to.estate,
      planner,
      policy: DEFAULT_POLICY,
      regions: REGIONS,
    });
    return { planner, rights, plans, auditor, estate: to.estate };
  }

  async function act(
    action: { handler: (ctx: any) => Promise<void> },
    input: object,
    rest: object = {},
  ) {
    const output: Record<string, any> = {};
    const log = (message: string) => logged.push(message);
    await action.handler({
      ...createMockActionContext({
        input: input as any,
        workspacePath: directory.resolve('workspace'),
      }),
      logger: { info: log, warn: log, error: log, debug: log },
      getInitiatorCredentials: async () => mockCredentials.user(),
      checkpoint: async ({ key, fn }: any) => {
        if (!checkpoints.has(key)) checkpoints.set(key, await fn());
        return checkpoints.get(key);
      },
      // The mock context passes these on only in part.
      output: (name: string, value: unknown) => {
        output[name] = value;
      },
      ...rest,
    });
    return output;
  }

  const plan = (input: object = {}, rest?: object) =>
    act(createStampPlanAction(services()), { ...REQUEST, ...input }, rest);
  const change = (input: object = {}) =>
    act(createStampChangePlanAction(services()), {
      stampRef: STAMP_REF,
      ...input,
    });
  const retire = (input: object = {}) =>
    act(createStampRetireAction(services()), {
      stampRef: STAMP_REF,
      confirm: NAME,
      ...input,
    });
  const startWorkload = (input: object = {}) =>
    act(createWorkloadPlanAction(services()), { ...WORKLOAD, ...input });
  const render = (value: unknown) =>
    act(createStampRenderAction(services()), { plan: value });
  const validate = (value: unknown) =>
    act(createStampValidateAction(services()), { plan: value });
  const publish = (value: unknown, rest: object = {}) =>
    act(createStampPublishAction(services()), { plan: value }, rest);
  const retry = () => checkpoints.clear();

  async function published(input: object = {}) {
    const planned = await plan(input);
    await publish(planned.plan);
    retry();
    return planned.plan as EstatePlan;
  }

  const estateFiles = () => {
    const { '.staging': _, ...files } = directory.content({
      path: 'estate',
    }) as Record<string, object>;
    return files;
  };

  describe('stamp:plan', () => {
    it('plans from the catalog: number and addresses after those of a retired stamp', async () => {
      await expect(plan()).resolves.toMatchObject({
        kind: 'add',
        stampRef: STAMP_REF,
        plan: {
          kind: 'add',
          stamp: {
            instance: 2,
            owner: 'group:default/deal-fraud',
            infrastructure: 'terraform',
            pipeline: 'azure-devops',
            globalResources: [
              {
                ref: 'resource:default/deal-fraud-front-door',
                type: 'front-door',
              },
            ],
          },
        },
      });
    });

    it('takes everything that can be asked for', async () => {
      await expect(
        plan({
          infrastructure: 'bicep',
          pipeline: 'github-actions',
          image: 'cr.example.com/other:1',
          addressRange: '10.80.64.0/20',
          monthlyCost: 1200.5,
          currency: 'SEK',
        }),
      ).resolves.toMatchObject({
        plan: {
          stamp: {
            infrastructure: 'bicep',
            pipeline: 'github-actions',
            image: 'cr.example.com/other:1',
            address: { range: '10.80.64.0/20' },
            monthlyCost: { amount: 1200.5, currency: 'SEK' },
          },
        },
      });
    });

    it('knows the stamps of the estate that the catalog has not read yet', async () => {
      await published({ region: 'eastus2' });
      await expect(plan({ region: 'eastus2' })).resolves.toMatchObject({
        plan: { stamp: { instance: 2 } },
      });
    });

    it('keeps its plan when the task is retried, so that it never takes the next number', async () => {
      const first = await plan({ region: 'eastus2' });
      await publish(first.plan);
      await expect(plan({ region: 'eastus2' })).resolves.toEqual(first);
      await expect(publish(first.plan)).resolves.toMatchObject({ written: [] });
    });

    it('plans each item of a list by itself', async () => {
      const one = await plan({ region: 'eastus2' });
      const two = await plan({ region: 'westeurope' });
      expect(two.stampRef).not.toBe(one.stampRef);
    });

    it('enforces the policy whatever the form said, and lists each rule', async () => {
      isPlatformTeam = true;
      const refused = plan({
        workloadRef: 'ledger',
        region: 'eastus',
        expectedUsers: 5000,
        image: 'cr.example.com/ledger:1',
        relaxations: [{ rule: 'residency', reason: 'It is only for a test' }],
      });
      await expect(refused).rejects.toMatchObject({ name: 'InputError' });
      await expect(refused).rejects.toThrow(/- expectedUsers: .*1 to 1000/);
      await expect(refused).rejects.toThrow(
        /- relaxations: The policy does not let the rule 'residency' be relaxed/,
      );
    });

    it('is for those who own the workload, and for those who manage all', async () => {
      ownerships = ['group:default/other'];
      await expect(plan()).rejects.toThrow(
        'system:default/deal-fraud-model: Only group:default/deal-fraud may do this.',
      );
      isPlatformTeam = true;
      await expect(plan()).resolves.toMatchObject({ kind: 'add' });
      permissions.authorize.mockImplementation(async requests =>
        requests.map(() => ({ result: AuthorizeResult.DENY })),
      );
      await expect(plan()).rejects.toThrow(
        "You lack the permission 'stamp.change'",
      );
    });

    it.each(['library', 'system:default/nothing', 'a:b:c', ...HOSTILE])(
      'refuses the workload %#',
      async workloadRef => {
        await expect(plan({ workloadRef })).rejects.toMatchObject({
          name: 'InputError',
          message: expect.stringMatching(/^[^\0]{1,900}$/),
        });
      },
    );

    it.each([
      'environment',
      'region',
      'image',
      'addressRange',
      'infrastructure',
      'pipeline',
      'currency',
    ])('refuses anything hostile as %s', async field => {
      for (const text of HOSTILE) {
        const input = { monthlyCost: 1, [field]: text };
        const error: Error = await plan(input).then(
          () => new Error('it was planned'),
          thrown => thrown,
        );
        expect(error.name).toBe('InputError');
        expect(error.message).toMatch(
          field === 'currency' ? /- monthlyCost/ : new RegExp(`- ${field}`),
        );
        expect(error.message.length).toBeLessThan(2_000);
      }
    });

    it('lets no reason of a relaxation be more than a line of text', async () => {
      for (const reason of [
        'short',
        'two\nlines of reasons',
        '\u202e reversed',
        'x'.repeat(501),
      ]) {
        await expect(
          plan({ relaxations: [{ rule: 'pair', reason }] }),
        ).rejects.toThrow(/- relaxations/);
      }
    });

    it('reads the catalog as the one who started the task', async () => {
      const all = services();
      const asked = jest.spyOn(all.planner, 'plan');
      const credentials = mockCredentials.user('user:default/ada');
      await act(createStampPlanAction(all), REQUEST, {
        getInitiatorCredentials: async () => credentials,
      });
      expect(asked).toHaveBeenCalledWith(expect.anything(), credentials);
    });
  });

  describe('stamp:plan:change', () => {
    it('plans what is asked for, and lets the rest be', async () => {
      const before = await published({ expectedUsers: 300 });
      await expect(
        change({
          image: 'crdealfraud.azurecr.io/deal-fraud:2.4.0',
          trafficWeight: 50,
        }),
      ).resolves.toMatchObject({
        kind: 'change',
        plan: {
          stamp: {
            name: NAME,
            image: 'crdealfraud.azurecr.io/deal-fraud:2.4.0',
            trafficWeight: 50,
            size: before.stamp.size,
            address: before.stamp.address,
            azureNames: before.stamp.azureNames,
          },
        },
      });
    });

    it('does not undo what somebody else changed meanwhile', async () => {
      await published();
      const mine = await change({ trafficWeight: 50 });
      retry();
      const theirs = await change({ expectedUsers: 100 });
      await publish(theirs.plan);
      await expect(publish(mine.plan)).rejects.toMatchObject({
        name: 'ConflictError',
        message: `${NAME} was changed by somebody else since this was planned; plan again`,
      });
      // Theirs once more, as after a kill.
      await expect(publish(theirs.plan)).resolves.toMatchObject({
        written: [],
      });
    });

    it('refuses what does not stand, and what is hostile', async () => {
      await expect(change()).rejects.toThrow('- stampRef: ');
      await published();
      await expect(change({ expectedUsers: 5000 })).rejects.toThrow(
        '- expectedUsers: ',
      );
      await expect(change({ trafficWeight: 101 })).rejects.toThrow(
        '- trafficWeight: ',
      );
      for (const text of HOSTILE) {
        await expect(change({ stampRef: text })).rejects.toThrow('- stampRef');
        await expect(change({ image: text })).rejects.toThrow('- image');
      }
    });

    it('is for those who own the workload', async () => {
      await published();
      ownerships = [];
      await expect(change()).rejects.toThrow('Only group:default/deal-fraud');
    });
  });

  describe('stamp:retire', () => {
    it('takes two steps: the second once the pipeline told that it is gone', async () => {
      await published();
      const first = await retire();
      expect(first).toMatchObject({ kind: 'drain', step: 'drain' });
      await expect(publish(first.plan)).resolves.toMatchObject({
        summary: expect.stringContaining('step 1 of 2'),
        isInCatalog: true,
      });
      retry();
      await expect(retire()).rejects.toThrow('still draining');
      statuses = [told('retired')];
      const second = await retire();
      expect(second).toMatchObject({ kind: 'remove', step: 'remove' });
      await expect(publish(second.plan)).resolves.toMatchObject({
        summary: expect.stringContaining('step 2 of 2'),
        isInCatalog: false,
      });
      expect(estateFiles()).toEqual({
        stamps: {
          'deal-fraud-model': {
            retired: { 'prod-japaneast-002.json': expect.any(String) },
          },
        },
      });
      // Once more, as after a kill.
      await expect(publish(second.plan)).resolves.toMatchObject({
        written: [],
      });
      retry();
      await expect(plan()).resolves.toMatchObject({
        plan: { stamp: { instance: 3 } },
      });
    });

    it.each([
      '',
      'yes',
      NAME.toUpperCase(),
      `${NAME} `,
      NAME.replace('o', 'о'),
      ...HOSTILE,
    ])('does nothing unless its name is typed: %#', async confirm => {
      await published();
      const error = await retire({ confirm }).catch(thrown => thrown);
      expect(error).toMatchObject({ name: 'InputError' });
      expect(error.message).toMatch(/^confirm: /);
      expect(error.message.length).toBeLessThan(2_000);
    });

    it('is for those who own the workload', async () => {
      await published();
      ownerships = [];
      await expect(retire()).rejects.toThrow('Only group:default/deal-fraud');
    });
  });

  describe('stamp:plan:workload', () => {
    it('plans a workload with its first stamp', async () => {
      await expect(startWorkload()).resolves.toMatchObject({
        kind: 'new-workload',
        plan: {
          workload: { workloadRef: 'system:default/loan-desk' },
          stamp: { name: 'loan-desk-prod-westeurope-001' },
        },
      });
    });

    it('is for those who own it then, and for an existing one only for its owner', async () => {
      await expect(
        startWorkload({ owner: 'group:default/ledger' }),
      ).rejects.toThrow('Only group:default/ledger may do this');
      await expect(startWorkload({ name: 'deal-fraud-model' })).rejects.toThrow(
        '- name: ',
      );
    });

    it.each([
      'name',
      'title',
      'description',
      'owner',
      'domain',
      'tier',
      'residency',
      'addressRange',
      'homeRegion',
      'image',
      'environment',
      'region',
    ])('refuses anything hostile as %s, or keeps it as text', async field => {
      for (const text of HOSTILE) {
        const said = await startWorkload({ [field]: text }).then(
          // What is one printable line of free text is only text.
          answer =>
            `kept: ${FREE_TEXT.includes(field) && answer.plan.workload[field]}`,
          error => `${error.name}: ${error.message}`,
        );
        retry();
        const isKept = said === `kept: ${text}`;
        const isRefused =
          said.startsWith('InputError: ') && said.includes(field);
        expect([field, said.slice(0, 2_000), isKept || isRefused]).toEqual([
          field,
          isKept ? said.slice(0, 2_000) : said,
          true,
        ]);
      }
    });

    it('lets free text be text in every file', async () => {
      for (const text of [
        '${file("/etc/passwd")}',
        "'); DROP--",
        '"><script>',
        '# [x](javascript:y)',
      ]) {
        const { plan: hostile } = await startWorkload({
          title: text,
          description: text,
        });
        await expect(validate(hostile)).resolves.toMatchObject({
          checked: expect.any(Number),
        });
        const plain = await act(createWorkloadPlanAction(services()), WORKLOAD);
        const paths = async (of: unknown) => (await render(of)).files;
        expect(await paths(hostile)).toEqual(await paths(plain.plan));
        rmSync(directory.resolve('workspace'), { recursive: true });
        retry();
      }
    });
  });

  describe('stamp:render', () => {
    it('writes the files into the workspace, every time the same', async () => {
      const planned = await plan();
      const { folder, files, deletions } = await render(planned.plan);
      expect(folder).toBe(FOLDER);
      expect(files).toContain(`${FOLDER}/stamp.lock.json`);
      expect(deletions).toEqual([]);
      const once = directory.content({ path: 'workspace' });
      await render(planned.plan);
      expect(directory.content({ path: 'workspace' })).toEqual(once);
    });

    it('refuses a plan with anything hostile in any text', async () => {
      const { plan: good } = await plan();
      for (const text of HOSTILE) {
        for (const path of textsOf(good)) {
          // Free text, that publishing holds against what the planner gives.
          if (path[1] === 'notes' || path[1] === 'tags') continue;
          const error = await render(withText(good, path, text)).then(
            () => new Error(`${path.join('.')} took ${text.slice(0, 40)}`),
            thrown => thrown,
          );
          expect(error.message).toMatch(
            /^The plan is not one that stamp:plan makes/,
          );
          expect(error.message.length).toBeLessThan(5_000);
        }
      }
      expect(directory.content({ path: 'workspace' })).toEqual({});
    });

    it('follows no link of the workspace', async () => {
      const { plan: good } = await plan();
      symlinkSync(
        directory.resolve('estate'),
        directory.resolve('workspace/stamps'),
      );
      await expect(render(good)).rejects.toThrow(
        'stamps in the workspace is a link',
      );
      await expect(publish(good)).rejects.toThrow(
        'stamps in the workspace is a link',
      );
      expect(estateFiles()).toEqual({});
    });
  });

  describe('stamp:validate', () => {
    it('finds nothing in what is rendered', async () => {
      for (const infrastructure of ['terraform', 'bicep']) {
        const planned = await plan({ infrastructure });
        const { checked } = await validate(planned.plan);
        expect(checked).toBeGreaterThan(10);
      }
    });

    it('finds what somebody wrote into the workspace', async () => {
      const { plan: good } = await plan();
      const { files } = await render(good);
      const target = directory.resolve('workspace', files[0]);
      writeFileSync(target, 'resource "a" "b" {}\n');
      await expect(validate(good)).rejects.toThrow(
        `${files[0]} in the workspace is not what stamp:render makes`,
      );
    });
  });

  describe('stamp:publish', () => {
    it('puts what was rendered into the estate, and is audited', async () => {
      const planned = await plan();
      const { files } = await render(planned.plan);
      const result = await publish(planned.plan);
      expect(result).toEqual({
        stampRef: STAMP_REF,
        workloadRef: 'system:default/deal-fraud-model',
        workloadPath: '/catalog/default/system/deal-fraud-model',
        folder: FOLDER,
        files,
        written: files,
        hasPullRequest: false,
        waitsForReview: false,
        isInCatalog: true,
        summary: expect.stringMatching(
          // No branch and no merge where the estate is a folder.
          new RegExp(
            `^Add stamp \`${NAME}\`: written into the estate's folder, where it counts at once. Now its pipeline`,
          ),
        ),
      });
      expect(estateFiles()).toEqual(directory.content({ path: 'workspace' }));
      expect(auditor.createEvent).toHaveBeenCalledWith({
        eventId: 'stamp-publish',
        severityLevel: 'medium',
        meta: expect.objectContaining({
          kind: 'add',
          stampRef: STAMP_REF,
          folder: FOLDER,
        }),
      });
      expect(auditEvent.success).toHaveBeenCalledWith({
        meta: { outcome: 'written', paths: files },
      });
    });

    it('does the same with an empty workspace, as after a recovery', async () => {
      const planned = await plan();
      await publish(planned.plan);
      const inEstate = estateFiles();
      await render(planned.plan);
      expect(inEstate).toEqual(directory.content({ path: 'workspace' }));
    });

    it('does nothing the second time', async () => {
      const planned = await plan();
      await publish(planned.plan);
      await expect(publish(planned.plan)).resolves.toMatchObject({
        written: [],
        summary: expect.stringContaining('nothing was changed'),
      });
    });

    it('writes nothing in a dry run, but finds what stands against it', async () => {
      const planned = await plan();
      await expect(
        publish(planned.plan, { isDryRun: true }),
      ).resolves.toMatchObject({
        isInCatalog: false,
        summary: expect.stringContaining('dry run'),
      });
      expect(estateFiles()).toEqual({});
      expect(auditor.createEvent).not.toHaveBeenCalled();
      await publish(planned.plan);
      retry();
      directory.addContent({
        [`estate/${FOLDER}/terraform/foundation/main.tf`]: 'mine',
      });
      await expect(publish(planned.plan, { isDryRun: true })).rejects.toThrow(
        'was changed by hand',
      );
    });

    it('audits a failure', async () => {
      const planned = await plan();
      directory.addContent({ [`estate/${FOLDER}/mine.txt`]: 'mine' });
      await expect(publish(planned.plan)).rejects.toMatchObject({
        name: 'ConflictError',
      });
      expect(auditEvent.fail).toHaveBeenCalledWith({
        error: expect.objectContaining({ name: 'ConflictError' }),
      });
    });

    it('tells names, counts and paths in the log, and no content', async () => {
      const planned = await plan({
        monthlyCost: 4711,
        image: 'cr.example.com/hidden:1',
      });
      await render(planned.plan);
      await validate(planned.plan);
      await publish(planned.plan);
      expect(logged.join('\n')).toContain(NAME);
      expect(logged.join('\n')).not.toMatch(/4711|apiVersion|resource "/);
    });

    it('takes no file that the plan does not render to', async () => {
      const planned = await plan();
      const { files } = await render(planned.plan);
      const target = directory.resolve('workspace', files[1]);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, 'resource "a" "b" {}\n');
      await expect(publish(planned.plan)).rejects.toThrow(
        `${files[1]} in the workspace is not what stamp:render makes`,
      );
      expect(estateFiles()).toEqual({});
    });

    it.each([
      ['region', 'polandcentral'],
      ['owner', 'group:default/ledger'],
      ['instance', 7],
      ['folder', 'stamps/ledger/prod/japaneast-002'],
      ['name', 'ledger-prod-japaneast-002'],
      ['stampRef', 'resource:default/ledger-prod-japaneast-002'],
      ['zones', []],
      ['storageReplication', 'LRS'],
      ['maxUsers', 100_000],
      ['tags', {}],
      ['lifecycle', 'draining'],
      ['relaxations', [{ rule: 'pair', reason: 'Because I want it so' }]],
    ])(
      'takes no plan with another %s than the planner gives',
      async (field, value) => {
        const { plan: good } = await plan();
        const forged = { ...good, stamp: { ...good.stamp, [field]: value } };
        await expect(publish(forged)).rejects.toThrow(
          /This plan cannot be published; plan again|not one that stamp:plan makes/,
        );
        expect(estateFiles()).toEqual({});
      },
    );

    it('takes no plan for a workload of others', async () => {
      isPlatformTeam = true;
      const { plan: theirs } = await plan({
        workloadRef: 'ledger',
        region: 'westeurope',
        image: 'cr.example.com/ledger:1',
      });
      isPlatformTeam = false;
      await expect(publish(theirs)).rejects.toThrow(
        'Only group:default/ledger may do this',
      );
      expect(auditEvent.fail).toHaveBeenCalledWith({
        error: expect.objectContaining({ name: 'NotAllowedError' }),
      });
      expect(estateFiles()).toEqual({});
    });

    it('does nothing for nobody, as in a task that lost who started it', async () => {
      const { plan: good } = await plan();
      const nobody = {
        getInitiatorCredentials: async () => mockCredentials.none(),
      };
      await expect(publish(good, nobody)).rejects.toThrow(
        'It is not known who asks for this',
      );
      expect(estateFiles()).toEqual({});
    });

    it('lets a service do what its permissions allow', async () => {
      const { plan: good } = await plan();
      const service = {
        getInitiatorCredentials: async () => mockCredentials.service(),
      };
      await expect(publish(good, service)).resolves.toMatchObject({
        isInCatalog: true,
      });
    });

    it('removes nothing that still runs, whatever the plan says', async () => {
      const { stamp } = await published();
      const before = estateFiles();
      const removal = {
        kind: 'remove',
        stamp: { ...stamp, lifecycle: 'draining', trafficWeight: 0 },
      };
      await expect(publish(removal)).rejects.toThrow('cannot be removed yet');
      await publish({ ...removal, kind: 'drain' });
      await expect(publish(removal)).rejects.toThrow('still draining');
      expect(Object.keys(estateFiles() as object)).toEqual(
        Object.keys(before as object),
      );
    });

    it('changes no stamp into another', async () => {
      const { stamp } = await published();
      for (const [field, value] of [
        ['address', { ...stamp.address, range: '10.80.48.0/20' }],
        [
          'azureNames',
          { ...stamp.azureNames, keyVault: 'kv-of-somebody-else' },
        ],
        ['infrastructure', 'bicep'],
      ]) {
        await expect(
          publish({
            kind: 'change',
            stamp: { ...stamp, [field as string]: value },
          }),
        ).rejects.toThrow(new RegExp(`- (plan\\.stamp\\.)?${field}`));
      }
    });

    it('says which key to set when there is no estate', async () => {
      const { plan: good } = await plan();
      await expect(
        act(createStampPublishAction(services({})), { plan: good }),
      ).rejects.toThrow(
        'set stamp.estate.directory or stamp.estate.repository',
      );
    });

    it.each([...HOSTILE, {}, { kind: 'add' }, null])(
      'refuses %# as a plan',
      async value => {
        await expect(publish(value)).rejects.toMatchObject({
          name: 'InputError',
        });
      },
    );
  });

  it('can all be dry-run and have examples that use them', () => {
    const all = services();
    for (const action of [
      createStampPlanAction(all),
      createStampChangePlanAction(all),
      createWorkloadPlanAction(all),
      createStampRetireAction(all),
      createStampRenderAction(all),
      createStampValidateAction(all),
      createStampPublishAction(all),
    ]) {
      expect(action.supportsDryRun).toBe(true);
      expect(action.description).toMatch(/^[A-Z].*\.$/);
      const { properties = {}, required = [] } = action.schema!.input as any;
      for (const { example } of action.examples!) {
        const [step] = parse(example).steps;
        expect(step.action).toBe(action.id);
        const inputs = Object.keys(step.input);
        expect(Object.keys(properties)).toEqual(expect.arrayContaining(inputs));
        expect(inputs).toEqual(expect.arrayContaining(required));
      }
      for (const [name, field] of Object.entries<any>(properties)) {
        const isLimited =
          field.type !== 'string' || field.enum || field.maxLength;
        expect([name, field.description, !!isLimited]).toEqual([
          name,
          expect.any(String),
          true,
        ]);
      }
    }
  });

  function told(lifecycle: StampStatus['lifecycle']): StampStatus {
    return {
      stampRef: STAMP_REF,
      lifecycle,
      observedAt: '2026-01-01T00:00:00Z',
      receivedAt: '2026-01-01T00:00:00Z',
      reportedBy: 'pipeline',
    };
  }
});

/** Where the texts of a value are. */
function textsOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) =>
    textsOf(each, [...path, name]),
  );
}

function withText(value: any, [name, ...rest]: string[], text: string): any {
  const copy = Array.isArray(value) ? [...value] : { ...value };
  copy[name as any] =
    rest.length === 0 ? text : withText(value[name], rest, text);
  return copy;
}
