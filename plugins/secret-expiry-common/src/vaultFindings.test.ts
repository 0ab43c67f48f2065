import { STAMP_LIFECYCLES } from '@plumbline/plugin-workload-common';
import fc from 'fast-check';
import { VAULT_FINDING_CODES } from './findings';
import {
  StampOfVaults,
  VaultLayout,
  VaultOfStamps,
  vaultFindings,
} from './vaultFindings';

function stamp(
  name: string,
  lifecycle: StampOfVaults['lifecycle'] = 'active',
): StampOfVaults {
  return { ref: `resource:default/${name}`, title: name, lifecycle };
}

function vault(name: string, stamps: string[], global = false): VaultOfStamps {
  return {
    ref: `resource:default/${name}`,
    title: name,
    stampRefs: stamps.map(each => `resource:default/${each}`),
    global,
  };
}

const registry = { ref: 'resource:default/acr', title: 'acr' };

function layout(changes: Partial<VaultLayout>): VaultLayout {
  return { stamps: [], vaults: [], globalResources: [], ...changes };
}

describe('vaultFindings', () => {
  it('asks for nothing where there is nothing', () => {
    expect(vaultFindings(layout({}))).toEqual([]);
  });

  it('is content with a vault for each stamp and one for global resources', () => {
    expect(
      vaultFindings({
        stamps: [stamp('weu'), stamp('neu')],
        vaults: [
          vault('kv-weu', ['weu']),
          vault('kv-neu', ['neu']),
          vault('kv-global', [], true),
        ],
        globalResources: [registry],
      }),
    ).toEqual([]);
  });

  it('excuses stamps that are planned or retired, and no others', () => {
    const stamps = STAMP_LIFECYCLES.map(each => stamp(each, each));
    expect(vaultFindings(layout({ stamps }))).toEqual([
      {
        code: 'stamp-without-vault',
        stampRefs: ['resource:default/active', 'resource:default/draining'],
        vaultRefs: [],
        reason:
          'Stamps active and draining have no vault of their own, so that trouble with a vault elsewhere reaches them.',
        nextStep: expect.stringMatching(/^Create a Key Vault in each of these/),
      },
    ]);
    expect(
      vaultFindings(
        layout({
          stamps,
          vaults: [
            vault('a', ['active', 'retired', 'planned']),
            vault('d', ['draining']),
          ],
        }),
      ),
    ).toEqual([]);
  });

  it('finds a vault that several stamps share, once', () => {
    const stamps = ['a', 'b', 'c', 'd', 'e'].map(name => stamp(name));
    expect(
      vaultFindings(
        layout({ stamps, vaults: [vault('kv', ['a', 'b', 'c', 'd', 'e'])] }),
      ),
    ).toEqual([
      {
        code: 'shared-vault',
        stampRefs: stamps.map(({ ref }) => ref),
        vaultRefs: ['resource:default/kv'],
        reason:
          'Vault kv serves stamps a, b, c and 2 more stamps, so that trouble with it reaches all of them at once.',
        nextStep:
          'Give each stamp a vault of its own, and move what it needs there',
      },
    ]);
  });

  it('finds a vault that a stamp shares with global resources, and asks for no other', () => {
    const found = vaultFindings({
      stamps: [stamp('weu')],
      vaults: [vault('kv', ['weu'], true)],
      globalResources: [registry],
    });
    expect(found).toMatchObject([
      {
        code: 'shared-vault',
        stampRefs: ['resource:default/weu'],
        reason:
          'Vault kv serves stamp weu as well as global resources, so that trouble with it reaches all of them at once.',
      },
    ]);
  });

  it('finds global resources without a vault', () => {
    expect(
      vaultFindings({
        stamps: [stamp('weu')],
        vaults: [vault('kv', ['weu'])],
        globalResources: [registry],
      }),
    ).toMatchObject([
      {
        code: 'no-global-vault',
        stampRefs: [],
        vaultRefs: [],
        reason: expect.stringContaining('global resources (acr)'),
      },
    ]);
  });

  const names = ['a', 'b', 'c', 'd'];
  const layouts = fc.record({
    stamps: fc.uniqueArray(
      fc
        .tuple(fc.constantFrom(...names), fc.constantFrom(...STAMP_LIFECYCLES))
        .map(([name, lifecycle]) => stamp(name, lifecycle)),
      { selector: ({ ref }) => ref },
    ),
    vaults: fc.uniqueArray(
      fc
        .tuple(
          fc.constantFrom('k1', 'k2', 'k3'),
          fc.subarray(names),
          fc.boolean(),
        )
        .map(([name, stamps, global]) => vault(name, stamps, global)),
      { selector: ({ ref }) => ref },
    ),
    globalResources: fc.subarray([registry]),
  });

  it('is the same in any order', () => {
    fc.assert(
      fc.property(layouts, ({ stamps, vaults, globalResources }) => {
        const backwards = {
          stamps: [...stamps].reverse(),
          vaults: vaults
            .map(each => ({
              ...each,
              stampRefs: [...each.stampRefs].reverse(),
            }))
            .reverse(),
          globalResources,
        };
        expect(vaultFindings(backwards)).toEqual(
          vaultFindings({ stamps, vaults, globalResources }),
        );
      }),
    );
  });

  it('is empty exactly when each stamp in use and the global resources have vaults apart', () => {
    fc.assert(
      fc.property(layouts, given => {
        const inUse = given.stamps.filter(({ lifecycle }) =>
          ['active', 'draining'].includes(lifecycle),
        );
        const served = ({ stampRefs }: VaultOfStamps) =>
          inUse.filter(({ ref }) => stampRefs.includes(ref));
        const well =
          inUse.every(each =>
            given.vaults.some(one => served(one).includes(each)),
          ) &&
          given.vaults.every(
            one => served(one).length + Number(one.global) <= 1,
          ) &&
          (given.globalResources.length === 0 ||
            given.vaults.some(({ global }) => global));
        const found = vaultFindings(given);
        expect(found.length === 0).toBe(well);
        for (const { code, reason, nextStep } of found) {
          expect(VAULT_FINDING_CODES).toContain(code);
          expect(reason).toMatch(/^[A-Z].*[^.]\.$/);
          expect(nextStep).toMatch(/^[A-Z].*[^.]$/);
        }
      }),
    );
  });
});
