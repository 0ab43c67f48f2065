import {
  EstateChange,
  EstatePlan,
  StampLock,
  fileHash,
  parseRetiredStamp,
  parseStampLock,
  parseWorkloadLock,
} from '@plumbline/plugin-stamp-common';
import { exampleNewWorkload, examplePlan } from '../__testUtils__/plans';
import { StaticCode, readStaticCode } from './readStaticCode';
import { renderChange } from './renderChange';
import { isShared } from './sharedFiles';

describe('renderChange', () => {
  let code: StaticCode;

  beforeAll(async () => {
    code = await readStaticCode();
  });

  function lockOf(change: EstateChange): StampLock {
    const file = change.files.find(({ path }) =>
      path.endsWith('/stamp.lock.json'),
    );
    const { lock, problems } = parseStampLock(file!.content);
    if (!lock) throw new Error(problems.join('\n'));
    return lock;
  }

  const add = (plan = examplePlan()) =>
    renderChange({ kind: 'add', stamp: plan }, { code });

  it('adds: every file of the stamp, sorted, and no deletions', () => {
    const change = add();
    const paths = change.files.map(({ path }) => path);
    expect(change.branch).toBe('stamp-add-deal-fraud-model-prod-japaneast-001');
    expect(change.deletions).toEqual([]);
    expect(paths).toEqual([...paths].sort());
    expect(paths).toEqual(
      expect.arrayContaining(
        [
          'catalog-info.yaml',
          'stamp.lock.json',
          'terraform/foundation/foundation.auto.tfvars.json',
          'terraform/foundation/key-vault.tf',
          'terraform/release/release.auto.tfvars.json',
          'terraform/release/web-app.tf',
          'terraform/traffic/main.tf',
          'terraform/traffic/traffic.auto.tfvars.json',
        ].map(path => `stamps/deal-fraud-model/prod/japaneast-001/${path}`),
      ),
    );
    expect(paths.filter(path => path.includes('/bicep/'))).toEqual([]);
  });

  it('locks every file but itself and those that stamps share', () => {
    const { files } = add(examplePlan({ pipeline: 'github-actions' }));
    const lock = lockOf({ files } as EstateChange);
    expect(lock.files).toEqual(
      Object.fromEntries(
        files
          .filter(
            ({ path }) => !path.endsWith('/stamp.lock.json') && !isShared(path),
          )
          .map(({ path, content }) => [path, fileHash(content)]),
      ),
    );
  });

  it.each([
    ['.github/workflows/plumbline-stamp-terraform-v2.yml', true],
    ['.github/workflows/plumbline-stamp-bicep-v12.yml', true],
    ['.github/workflows/shop-prod-westeurope-001.yml', false],
    ['stamps/a/.github/workflows/plumbline-stamp-bicep-v2.yml', false],
  ])('takes %s as shared: %s', (path, shared) => {
    expect(isShared(path)).toBe(shared);
  });

  it('changes: deletes what the new version has no more, and says what is different', () => {
    const standing = lockOf(add());
    const old = 'stamps/deal-fraud-model/prod/japaneast-001/terraform/old.tf';
    const shared = '.github/workflows/plumbline-stamp-terraform-v1.yml';
    const change = renderChange(
      {
        kind: 'change',
        stamp: examplePlan({
          expectedUsers: 100,
          image: 'crdealfraud.azurecr.io/deal-fraud:2.4.0',
        }),
      },
      {
        code,
        standing: {
          ...standing,
          templateVersion: '1.0.0',
          files: {
            ...standing.files,
            [old]: fileHash('old'),
            [shared]: fileHash('shared'),
          },
        },
      },
    );
    expect(change.deletions).toEqual([old]);
    expect(change.body).toContain(
      '- Image: `crdealfraud.azurecr.io/deal-fraud:2.3.1` to `crdealfraud.azurecr.io/deal-fraud:2.4.0`',
    );
    expect(change.body).toContain('- Templates: `1.0.0` to `2.0.0`');
    expect(change.body).not.toContain('- Region:');
  });

  it('changes of flavour: the code of the other one goes', () => {
    const standing = lockOf(add());
    const { files, deletions } = renderChange(
      { kind: 'change', stamp: examplePlan({ infrastructure: 'bicep' }) },
      { code, standing },
    );
    expect(deletions.some(path => path.endsWith('/traffic/main.tf'))).toBe(
      true,
    );
    expect(files.some(({ path }) => path.endsWith('/traffic/main.bicep'))).toBe(
      true,
    );
    expect(deletions.every(path => path in standing.files)).toBe(true);
  });

  it('drains: no weight, and nothing is deleted', () => {
    const plan = examplePlan();
    const { files, deletions, branch } = renderChange(
      {
        kind: 'drain',
        stamp: { ...plan, lifecycle: 'draining', trafficWeight: 0 },
      },
      { code, standing: lockOf(add(plan)) },
    );
    const traffic = files.find(({ path }) =>
      path.endsWith('/traffic.auto.tfvars.json'),
    )!;
    expect(JSON.parse(traffic.content).traffic_weight).toBe(0);
    expect(deletions).toEqual([]);
    expect(branch).toMatch(/^stamp-drain-/);
  });

  it('removes: every file of the lock and the lock, and leaves a record', () => {
    const standing = lockOf(add());
    const remove: EstatePlan = { kind: 'remove', stamp: examplePlan() };
    const change = renderChange(remove, { code, standing });
    expect(change.deletions).toEqual(
      [
        ...Object.keys(standing.files),
        'stamps/deal-fraud-model/prod/japaneast-001/stamp.lock.json',
      ].sort(),
    );
    expect(change.files.map(({ path }) => path)).toEqual([
      'stamps/deal-fraud-model/retired/prod-japaneast-001.json',
    ]);
    expect(parseRetiredStamp(change.files[0].content).retired).toMatchObject({
      name: 'deal-fraud-model-prod-japaneast-001',
      instance: 1,
    });
    // Asked for again after the merge, when no lock stands any more.
    expect(renderChange(remove, { code })).toEqual(change);
  });

  it('starts a workload: its own files with their lock, and the stamp', () => {
    const plan = exampleNewWorkload();
    const { files, branch, body } = renderChange(plan, { code });
    expect(branch).toBe('workload-add-parcel-tracking');
    expect(body).toContain('`system:default/parcel-tracking`');
    const lock = files.find(
      ({ path }) => path === 'workloads/parcel-tracking/workload.lock.json',
    )!;
    const { lock: workloadLock, problems } = parseWorkloadLock(lock.content);
    expect(problems).toBeUndefined();
    expect(Object.keys(workloadLock!.files)).toEqual(
      files
        .map(({ path }) => path)
        .filter(
          path =>
            path.startsWith('workloads/parcel-tracking/') && path !== lock.path,
        ),
    );
    expect(files.map(({ path }) => path)).toContain(
      `${plan.stamp.folder}/stamp.lock.json`,
    );
  });

  it('finds the Front Door and the registry of a new workload before anybody knows a subscription', () => {
    const example = exampleNewWorkload();
    const registry = `${example.workload.azureNames.containerRegistry}.azurecr.io`;
    const plan = exampleNewWorkload({ image: `${registry}/parcels:1.0.0` });
    const { files, body } = renderChange(plan, { code });
    expect(body).not.toContain('AcrPull');
    const data = (name: string) =>
      JSON.parse(files.find(({ path }) => path.endsWith(name))!.content);
    const { azureNames } = plan.workload;
    expect(data('/traffic.auto.tfvars.json').front_door).toEqual({
      name: azureNames.frontDoor,
      resource_group: azureNames.resourceGroup,
    });
    expect(data('/foundation.auto.tfvars.json').registry).toEqual({
      name: azureNames.containerRegistry,
      resource_group: azureNames.resourceGroup,
    });
  });

  it('says what the catalog does not know of Azure', () => {
    const { body, files } = add();
    expect(body).toContain('the stamp will take no traffic');
    expect(body).toContain('The image comes from crdealfraud.azurecr.io');
    const traffic = files.find(({ path }) =>
      path.endsWith('/traffic.auto.tfvars.json'),
    )!;
    expect(JSON.parse(traffic.content)).not.toHaveProperty('front_door');
  });

  it('says why a rule was relaxed, as text and nothing else', () => {
    const plan = examplePlan();
    const { body } = renderChange(
      {
        kind: 'add',
        stamp: {
          ...plan,
          relaxations: [
            {
              rule: 'zones',
              reason: 'asked by @team | see [here](https://example.org) <b>',
            },
          ],
        },
      },
      { code },
    );
    expect(body).toContain(
      '- `zones`: asked by @&#8203;team \\| see \\[here\\]\\(https:&#8203;//example.org\\) &lt;b&gt;',
    );
  });
});
