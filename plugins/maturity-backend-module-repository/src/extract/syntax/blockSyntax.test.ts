import { Setting, parseBlocks } from './blockSyntax';

function at(settings: Setting[], ...names: string[]): Setting | undefined {
  const [name, ...rest] = names;
  const found = settings.find(setting => setting.name === name);
  return found && rest.length > 0 ? at(found.nested, ...rest) : found;
}

describe('parseBlocks', () => {
  it('reads blocks, labels and values of HCL', () => {
    const [resource] = parseBlocks(
      `resource "azurerm_key_vault" "main" {
        name  = "kv-\${var.region}-\${lookup(var.names, "x}")}"
        zones = ["1", "2", "3"]
        network_acls {
          default_action = "Deny"
        }
        tags = { cost-center = "4711", owner : "me" }
      }`,
      'hcl',
    );
    expect(resource.name).toBe('resource');
    expect(resource.labels).toEqual(['azurerm_key_vault', 'main']);
    expect(at(resource.nested, 'zones')).toMatchObject({
      items: 3,
      text: '1 2 3',
    });
    expect(at(resource.nested, 'network_acls', 'default_action')?.text).toBe(
      'Deny',
    );
    expect(at(resource.nested, 'tags', 'cost-center')?.text).toBe('4711');
    expect(at(resource.nested, 'tags', 'owner')?.text).toBe('me');
  });

  it.each([
    ['# resource "a" "b" {}', 'hcl'],
    ['// resource "a" "b" {}', 'hcl'],
    ['/* resource "a" "b" {} */', 'hcl'],
    ['x = "resource a b { }"', 'hcl'],
    ['x = <<-EOT\n  resource "a" "b" {\n  }\n  EOT\n', 'hcl'],
    ["// resource a 'T@1' = {}", 'bicep'],
    ["var x = '''\nresource a 'T@1' = {\n}\n'''", 'bicep'],
    ["var x = 'resource a'", 'bicep'],
  ] as const)('takes no comment or text for code: %j', (text, dialect) => {
    expect(
      parseBlocks(text, dialect).filter(({ name }) => name === 'resource'),
    ).toEqual([]);
  });

  it('goes on after a here document', () => {
    const settings = parseBlocks('a = <<EOT\nx = 1\nEOT\nb = 2\n', 'hcl');
    expect(settings.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it.each([
    ["resource a 'T@1' = {\n  p: true\n}"],
    ["resource a 'T@1' = if (x == 'y') {\n  p: true\n}"],
    ["resource a 'T@1' = [for i in range(0, 3): {\n  p: true\n}]"],
    ["@description('why: {')\nresource a 'T@1' = {\n  p: true\n}"],
  ])('reads a resource of Bicep: %j', text => {
    const [resource] = parseBlocks(text, 'bicep').filter(
      ({ name }) => name === 'resource',
    );
    expect(resource.labels).toEqual(['a', 'T@1']);
    expect(at(resource.nested, 'p')?.text).toBe('true');
  });

  it('is not thrown by what does not end', () => {
    for (const text of ['a {', 'a = [', 'a = "', 'a = ${', '}}}', 'a = <<X']) {
      expect(Array.isArray(parseBlocks(text, 'hcl'))).toBe(true);
    }
  });

  it.each(['{', '[', '(', 'a = {', 'a = [', '"${', 'x = "${"'])(
    'is not hung or thrown by many %j',
    piece => {
      const text = piece.repeat(50_000);
      expect(Array.isArray(parseBlocks(text, 'hcl'))).toBe(true);
      expect(Array.isArray(parseBlocks(text, 'bicep'))).toBe(true);
    },
  );
});
