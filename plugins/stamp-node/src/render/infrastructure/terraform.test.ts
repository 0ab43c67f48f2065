import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import type { EstateFile } from '@plumbline/plugin-stamp-common';
import { TerraformRun } from '../../__testUtils__/TerraformRun';
import {
  eligiblePlans,
  exampleNewWorkload,
  examplePlan,
  exampleWorkloadPlan,
} from '../../__testUtils__/plans';
import { ROOTS, filesOfRoot, writeRoot } from '../../__testUtils__/roots';
import {
  StaticCode,
  readStaticCode,
  staticCodeDirectory,
} from '../readStaticCode';
import { RootName } from './root';
import { renderStampInfrastructure } from './stampInfrastructure';
import { renderWorkloadInfrastructure } from './workloadInfrastructure';

const describeTerraform = TerraformRun.isInstalled() ? describe : describe.skip;

const FRONT_DOOR =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-global/providers/Microsoft.Cdn/profiles/afd-deal-fraud';

/** Values that the pipeline gives. */
const GIVEN: Partial<Record<RootName, string>> = {
  release: 'unit = "blue"',
  traffic: 'units = { blue = 90, green = 10 }',
};

/** What the provider would answer; ids must look like ids where the code takes them apart. */
const MOCK = `
mock_provider "azurerm" {
  mock_data "azurerm_client_config" {
    defaults = {
      tenant_id       = "00000000-0000-0000-0000-000000000000"
      subscription_id = "00000000-0000-0000-0000-000000000000"
    }
  }
}
`;

/** The second provider of `release`. */
const MOCK_FRONT_DOOR = `
mock_provider "azurerm" {
  alias = "front_door"
  mock_data "azurerm_cdn_frontdoor_profile" {
    defaults = { resource_guid = "00000000-0000-0000-0000-00000000000f" }
  }
}
`;

describeTerraform('terraform', () => {
  const directory = createMockDirectory();
  let code: StaticCode;
  let terraform: TerraformRun;

  jest.setTimeout(300_000);

  beforeAll(async () => {
    code = await readStaticCode();
    terraform = await TerraformRun.start(directory.path);
  });

  afterAll(() => terraform.stop());

  function render(plan = examplePlan()): EstateFile[] {
    return [
      ...renderWorkloadInfrastructure(exampleWorkloadPlan(), code),
      ...renderStampInfrastructure(plan, code),
    ];
  }

  async function write(
    root: RootName,
    name: string,
    files = render(),
    change = (text: string) => text,
  ) {
    const cwd = directory.resolve(name);
    await writeRoot(
      cwd,
      filesOfRoot(files, 'terraform', root).map(({ path, content }) => ({
        path,
        content: change(content),
      })),
    );
    return cwd;
  }

  it('finds the code formatted', async () => {
    await expect(
      terraform.run(
        join(staticCodeDirectory(), 'terraform'),
        ...['fmt', '-check', '-recursive'],
      ),
    ).resolves.toBeDefined();
  });

  it.each(ROOTS)(
    'finds the code of %s valid against the azurerm schema',
    async root => {
      const cwd = await write(root, `valid-${root}`);
      await terraform.run(cwd, 'init', '-backend=false');
      const { stdout } = await terraform.run(cwd, 'validate', '-json');
      expect(JSON.parse(stdout)).toMatchObject({
        valid: true,
        error_count: 0,
        warning_count: 0,
      });
    },
  );

  it.each([
    ['an argument that there is not', 'is_hns_enabled ', 'is_hns '],
    ['a value of another type', '"TLS1_2"', '{}'],
    [
      'a resource that there is not',
      'azurerm_storage_queue"',
      'azurerm_storage_queu"',
    ],
  ])('would notice %s', async (_, good, bad) => {
    const cwd = await write(
      'foundation',
      `broken-${bad.length}`,
      render(),
      text => text.replace(good, bad),
    );
    await terraform.run(cwd, 'init', '-backend=false');
    await expect(terraform.run(cwd, 'validate')).rejects.toThrow();
  });

  /** Runs tests of a root and says how many passed. */
  async function passed(root: RootName, cwd: string, runs: string[]) {
    const mocks = root === 'release' ? `${MOCK}${MOCK_FRONT_DOOR}` : MOCK;
    await writeFile(
      join(cwd, 'stamp.tftest.hcl'),
      `${mocks}\n${runs.join('\n')}\n`,
    );
    await terraform.run(cwd, 'init', '-backend=false');
    const { stdout } = await terraform.run(cwd, 'test');
    return Number(/(\d+) passed, 0 failed/.exec(stdout)?.[1]);
  }

  it.each([
    ['japaneast', 1000],
    ['westeurope', 400],
    ['brazilsouth', 1],
  ])('plans every root as a whole: %s for %i', async (region, users) => {
    const plan = examplePlan({
      region,
      expectedUsers: users,
      workload: {
        globalResources: [
          {
            ref: 'resource:default/front-door',
            type: 'front-door',
            azureId: FRONT_DOOR,
          },
        ],
      },
    });
    const files = render(plan);
    const { azureNames: names } = plan;
    const asserts: Record<RootName, [condition: string, message: string][]> = {
      global: [['length(azurerm_cdn_frontdoor_route.workload) == 0', 'route']],
      foundation: [
        [`azurerm_key_vault.stamp.name == "${names.keyVault}"`, 'vault'],
        ['azurerm_key_vault.stamp.purge_protection_enabled', 'purge'],
        ['azurerm_key_vault.stamp.rbac_authorization_enabled', 'rbac'],
        ['!azurerm_key_vault.stamp.public_network_access_enabled', 'public'],
        [
          'length(azurerm_monitor_scheduled_query_rules_alert_v2.stamp) == 4',
          'alerts',
        ],
        ['length(azurerm_private_endpoint.data_lake) == 2', 'endpoints'],
        ['length(azurerm_role_assignment.registry) == 0', 'registry'],
      ],
      release: [
        [`output.web_app_name == "${names.webApp}-blue"`, 'unit'],
        ['azurerm_service_plan.unit.zone_balancing_enabled', 'zones'],
        [
          'azurerm_linux_web_app.unit.site_config[0].application_stack[0].docker_image_name == "deal-fraud:2.3.1"',
          'image',
        ],
        [
          'length(azurerm_linux_web_app.unit.site_config[0].ip_restriction) == 2',
          'restrictions',
        ],
        [
          'one(azurerm_linux_web_app.unit.site_config[0].ip_restriction[0].headers[0].x_azure_fdid) == "00000000-0000-0000-0000-00000000000f"',
          'front door id',
        ],
      ],
      traffic: [
        ['azurerm_cdn_frontdoor_origin.unit["blue"].weight == 900', 'blue'],
        ['azurerm_cdn_frontdoor_origin.unit["green"].weight == 100', 'green'],
        [
          `azurerm_cdn_frontdoor_origin.unit["green"].cdn_frontdoor_origin_group_id == "${FRONT_DOOR}/originGroups/stamps"`,
          'group',
        ],
        [
          'output.units["blue"] == 90 && output.units["green"] == 10',
          'outputs',
        ],
      ],
    };
    for (const root of ROOTS) {
      const cwd = await write(root, `whole-${root}`, files);
      expect(
        await passed(root, cwd, [
          runBlock('whole', 'apply', GIVEN[root] ?? '', asserts[root]),
        ]),
      ).toBe(1);
    }
  });

  it.each([
    [
      'drained',
      0,
      '{ blue = 100, green = 0 }',
      '!blue.enabled && !green.enabled',
    ],
    ['half', 50, '{ blue = 50 }', 'blue.enabled && blue.weight == 250'],
    [
      'least',
      1,
      '{ green = 10, blue = 90 }',
      'green.weight == 1 && green.enabled && blue.weight == 9',
    ],
    [
      'idle',
      100,
      '{ blue = 100, green = 0 }',
      'blue.weight == 1000 && !green.enabled',
    ],
  ])(
    'turns shares into weights: %s',
    async (name, weight, units, condition) => {
      const plan = examplePlan({
        workload: {
          globalResources: [
            {
              ref: 'resource:default/front-door',
              type: 'front-door',
              azureId: FRONT_DOOR,
            },
          ],
        },
      });
      const files = render({ ...plan, trafficWeight: weight });
      const cwd = await write('traffic', `weights-${name}`, files);
      const unit = condition.replace(
        /(blue|green)\./g,
        'azurerm_cdn_frontdoor_origin.unit["$1"].',
      );
      expect(
        await passed('traffic', cwd, [
          runBlock(name, 'plan', `units = ${units}`, [[unit, name]]),
        ]),
      ).toBe(1);
    },
  );

  it('plans what is there only where it is known or asked for', async () => {
    const bare = examplePlan({ workload: { globalResources: [] } });
    const { containerRegistry } = exampleWorkloadPlan().azureNames;
    const known = exampleNewWorkload({
      image: `${containerRegistry}.azurecr.io/parcels:1.0.0`,
    }).stamp;
    const files = { bare: render(bare), known: render(known) };
    const cases: [RootName, keyof typeof files, string, string][] = [
      [
        'foundation',
        'bare',
        '',
        'length(azurerm_role_assignment.registry) == 0',
      ],
      [
        'foundation',
        'known',
        '',
        'length(azurerm_role_assignment.registry) == 1',
      ],
      [
        'foundation',
        'known',
        'alert_receivers = { emails = ["a@example.org", "b@example.org"], webhooks = ["https://example.org/hook"] }',
        'length(azurerm_monitor_action_group.stamp.email_receiver) == 2 && length(azurerm_monitor_action_group.stamp.webhook_receiver) == 1',
      ],
      [
        'release',
        'bare',
        'unit = "green"',
        'length(azurerm_linux_web_app.unit.site_config[0].ip_restriction[0].headers) == 0',
      ],
      [
        'release',
        'known',
        'unit = "green"\ntest_addresses = ["192.0.2.7/32"]',
        'azurerm_linux_web_app.unit.site_config[0].ip_restriction[2].ip_address == "192.0.2.7/32"',
      ],
      [
        'traffic',
        'bare',
        'units = { blue = 100 }',
        'length(azurerm_cdn_frontdoor_origin.unit) == 0 && output.units["blue"] == 100',
      ],
      [
        'traffic',
        'known',
        'units = { blue = 100 }\nlive = { unit = "blue", version = "1" }',
        'length(azurerm_cdn_frontdoor_origin.unit) == 1 && output.live.unit == "blue"',
      ],
      [
        'global',
        'known',
        'has_stamp = true\nregistry_replicas = ["westeurope"]',
        'length(azurerm_cdn_frontdoor_route.workload) == 1 && length(azurerm_container_registry.workload.georeplications) == 1',
      ],
    ];
    for (const [index, [root, which, given, condition]] of cases.entries()) {
      const cwd = await write(root, `optional-${index}`, files[which]);
      expect(
        await passed(root, cwd, [
          runBlock('optional', 'apply', given, [
            [condition, condition.replace(/"/g, '')],
          ]),
        ]),
      ).toBe(1);
    }
  });

  it('refuses units, shares and addresses that are none', async () => {
    const traffic = await write('traffic', 'refused-traffic');
    expect(
      await passed('traffic', traffic, [
        refusal('unit', 'units = { red = 10 }', 'var.units'),
        refusal('share', 'units = { blue = 101 }', 'var.units'),
      ]),
    ).toBe(2);
    const release = await write('release', 'refused-release');
    expect(
      await passed('release', release, [
        refusal('unit', 'unit = "red"', 'var.unit'),
        refusal(
          'addresses',
          'unit = "blue"\ntest_addresses = ["0.0.0.0/0; drop"]',
          'var.test_addresses',
        ),
      ]),
    ).toBe(2);
  });

  /** Every plan's files of a root, with a word that tells the plan from others. */
  function rendered(root: RootName): [name: string, files: EstateFile[]][] {
    const plans = eligiblePlans('terraform');
    if (root !== 'global') {
      return plans.map(plan => [
        `${plan.region}_${plan.size.expectedUsers}_${plan.pipeline}`,
        renderStampInfrastructure(plan, code),
      ]);
    }
    return [...new Set(plans.map(({ region }) => region))].map(homeRegion => [
      homeRegion,
      renderWorkloadInfrastructure(exampleWorkloadPlan({ homeRegion }), code),
    ]);
  }

  it.each(ROOTS)(
    'takes the data of %s for every eligible region, small, medium and largest',
    async root => {
      const cwd = directory.resolve(`data-${root}`);
      const variables = code.get(`terraform/${root}/variables.tf`)!;
      await writeRoot(cwd, [{ path: 'variables.tf', content: variables }]);
      const runs = rendered(root).map(([name, files]) => {
        const data = filesOfRoot(files, 'terraform', root).find(({ path }) =>
          path.endsWith('.tfvars.json'),
        )!;
        const values = Object.entries(JSON.parse(data.content)).map(
          ([variable, value]) => `${variable} = ${JSON.stringify(value)}`,
        );
        return runBlock(
          name,
          'plan',
          [...values, GIVEN[root] ?? ''].join('\n'),
          [],
        );
      });
      await writeFile(join(cwd, 'data.tftest.hcl'), runs.join('\n'));
      await terraform.run(cwd, 'init', '-backend=false');
      const { stdout } = await terraform.run(cwd, 'test');
      expect(stdout).toContain(`${runs.length} passed, 0 failed`);
    },
  );

  it('reads data as data: an interpolation in it stays text', async () => {
    const cwd = directory.resolve('literal');
    await writeRoot(cwd, [
      {
        path: 'main.tf',
        content:
          'variable "tags" {\n  type = map(string)\n}\noutput "tags" {\n  value = var.tags\n}\n',
      },
    ]);
    const hostile = '${file("/etc/passwd")}%{ if true }"\n';
    await writeFile(
      join(cwd, 'stamp.auto.tfvars.json'),
      JSON.stringify({ tags: { owner: hostile } }),
    );
    await terraform.run(cwd, 'init', '-backend=false');
    await terraform.run(cwd, 'apply', '-auto-approve');
    const { stdout } = await terraform.run(cwd, 'output', '-json');
    expect(JSON.parse(stdout).tags.value).toEqual({ owner: hostile });
  });
});

function runBlock(
  name: string,
  command: 'plan' | 'apply',
  variables: string,
  asserts: [condition: string, message: string][],
): string {
  const checks = asserts.map(
    ([condition, message]) =>
      `assert {\ncondition = ${condition}\nerror_message = "${message}"\n}`,
  );
  return `run "${name}" {\ncommand = ${command}\nvariables {\n${variables}\n}\n${checks.join(
    '\n',
  )}\n}`;
}

function refusal(name: string, variables: string, variable: string): string {
  return `run "${name}" {\ncommand = plan\nvariables {\n${variables}\n}\nexpect_failures = [${variable}]\n}`;
}
