import { execFile, execFileSync } from 'node:child_process';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  DEFAULT_POLICY,
  REGIONS,
  regionChoices,
} from '@plumbline/plugin-stamp-common';
import { AzurermSchemaServer } from '../../__testUtils__/azurermSchemaServer';
import { examplePlan } from '../../__testUtils__/plans';
import { readStaticCode, staticCodeDirectory } from '../readStaticCode';
import { renderStampInfrastructure } from './stampInfrastructure';

const run = promisify(execFile);
const installed = hasTerraform();
const describeTerraform = installed ? describe : describe.skip;

if (!installed) {
  process.stderr.write('skipped: terraform is not installed\n');
}

describeTerraform('terraform', () => {
  const directory = createMockDirectory();
  let server: AzurermSchemaServer;

  jest.setTimeout(120_000);

  beforeAll(async () => {
    server = await AzurermSchemaServer.start(directory.path);
  });

  afterAll(() => server.stop());

  async function terraform(cwd: string, ...args: string[]) {
    return run('terraform', args, {
      cwd,
      env: {
        ...process.env,
        CHECKPOINT_DISABLE: '1',
        NO_COLOR: '1',
        TF_CLI_CONFIG_FILE: '/dev/null',
        TF_IN_AUTOMATION: '1',
        TF_REATTACH_PROVIDERS: server.reattach,
      },
    });
  }

  async function write(name: string, change = (text: string) => text) {
    const root = directory.resolve(name);
    const files = renderStampInfrastructure(
      examplePlan(),
      await readStaticCode(),
    );
    for (const { path, content } of files) {
      const target = join(root, basename(path));
      await mkdir(root, { recursive: true });
      await writeFile(target, change(content));
    }
    return root;
  }

  it('finds the code formatted', async () => {
    await expect(
      terraform(staticCodeDirectory(), 'fmt', '-check', '-recursive'),
    ).resolves.toBeDefined();
  });

  it('finds the code valid against the azurerm schema', async () => {
    const cwd = await write('valid');
    await terraform(cwd, 'init', '-backend=false');
    const { stdout } = await terraform(cwd, 'validate', '-json');
    expect(JSON.parse(stdout)).toMatchObject({
      valid: true,
      error_count: 0,
      warning_count: 0,
    });
  });

  it.each([
    ['an argument that there is not', 'is_hns_enabled ', 'is_hns '],
    ['a value of another type', '"TLS1_2"', '{}'],
    [
      'a resource that there is not',
      'azurerm_service_plan"',
      'azurerm_servic_plan"',
    ],
  ])('would notice %s', async (_, good, bad) => {
    const cwd = await write(`broken-${bad.length}`, text =>
      text.replace(good, bad),
    );
    await terraform(cwd, 'init', '-backend=false');
    await expect(terraform(cwd, 'validate')).rejects.toThrow();
  });

  it('accepts the data of every eligible region, small and large', async () => {
    const cwd = directory.resolve('variables');
    await mkdir(cwd, { recursive: true });
    await cp(
      join(staticCodeDirectory(), 'terraform/foundation/variables.tf'),
      join(cwd, 'variables.tf'),
    );
    const tests: string[] = [];
    const choices = regionChoices({}, REGIONS, DEFAULT_POLICY);
    for (const { region, eligible } of choices) {
      if (!eligible) continue;
      for (const expectedUsers of [1, 1000]) {
        const plan = examplePlan({ region: region.name, expectedUsers });
        const files = renderStampInfrastructure(plan, new Map());
        const data = files.find(({ path }) => path.endsWith('.tfvars.json'))!;
        const values = Object.entries(JSON.parse(data.content)).map(
          ([name, value]) => `    ${name} = ${JSON.stringify(value)}`,
        );
        tests.push(
          `run "${region.name}_${expectedUsers}" {
  command = plan
  variables {
${values.join('\n')}
    container = { registry_url = "https://example.azurecr.io", image = "app:1" }
  }
}`,
        );
      }
    }
    await writeFile(join(cwd, 'data.tftest.hcl'), tests.join('\n'));
    await terraform(cwd, 'init', '-backend=false');
    const { stdout } = await terraform(cwd, 'test');
    expect(stdout).toContain(`${tests.length} passed, 0 failed`);
  });

  it('reads data as data: an interpolation in it stays text', async () => {
    const cwd = directory.resolve('literal');
    await mkdir(cwd, { recursive: true });
    await writeFile(
      join(cwd, 'main.tf'),
      'variable "tags" {\n  type = map(string)\n}\noutput "tags" {\n  value = var.tags\n}\n',
    );
    const hostile = '${file("/etc/passwd")}%{ if true }"\n';
    await writeFile(
      join(cwd, 'stamp.auto.tfvars.json'),
      JSON.stringify({ tags: { owner: hostile } }),
    );
    await terraform(cwd, 'init', '-backend=false');
    await terraform(cwd, 'apply', '-auto-approve');
    const { stdout } = await terraform(cwd, 'output', '-json');
    expect(JSON.parse(stdout).tags.value).toEqual({ owner: hostile });
  });
});

function hasTerraform(): boolean {
  try {
    execFileSync('terraform', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
