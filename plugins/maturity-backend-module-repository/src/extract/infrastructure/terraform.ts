import { SourceFile, extension, folderOf } from '../SourceFile';
import { Setting, parseBlocks } from '../syntax/blockSyntax';
import { DeclaredResource, azureType, flatten } from './DeclaredResource';

/** What is asked of Terraform beyond its resources. */
export interface TerraformFolder {
  folder: string;
  /** Types of backends: `azurerm`, `cloud`, `local`. */
  backends: { path: string; type: string }[];
  /** Providers that are configured, and those that are required with the constraint on their version. */
  providers: {
    path: string;
    name: string;
    configured: boolean;
    version: string;
  }[];
  /** Whether the file that locks provider versions is there. */
  locked: boolean;
}

/** A module that is not in the same repository. */
export interface SharedModule {
  path: string;
  name: string;
  /** Whether a version or a Git reference is said. */
  versioned: boolean;
}

/** Terraform code of a repository. */
export interface TerraformCode {
  resources: DeclaredResource[];
  folders: TerraformFolder[];
  modules: SharedModule[];
}

/**
 * Reads Terraform code. `var.x` is replaced by what a `.tfvars` file says, one
 * for production before others, or else by the default in the same folder;
 * `local.x` by its definition.
 */
export function readTerraform(files: SourceFile[]): TerraformCode {
  const code: TerraformCode = { resources: [], folders: [], modules: [] };
  const folders = new Map<
    string,
    { info: TerraformFolder; blocks: { path: string; block: Setting }[] }
  >();
  const assigned = new Map<string, Setting>();
  const inFolder = (folder: string) => {
    let found = folders.get(folder);
    if (!found) {
      found = {
        info: { folder, backends: [], providers: [], locked: false },
        blocks: [],
      };
      folders.set(folder, found);
    }
    return found;
  };

  for (const { path, text } of files) {
    if (text !== undefined && extension(path) === 'tf') {
      const { blocks } = inFolder(folderOf(path));
      for (const block of parseBlocks(text, 'hcl')) {
        blocks.push({ path, block });
      }
    } else if (text !== undefined && extension(path) === 'tfvars') {
      for (const setting of parseBlocks(text, 'hcl')) {
        if (!assigned.has(setting.name) || path.includes('prod')) {
          assigned.set(setting.name, setting);
        }
      }
    }
  }
  for (const { path } of files) {
    if (path.endsWith('.terraform.lock.hcl')) {
      const found = folders.get(folderOf(path));
      if (found) found.info.locked = true;
    }
  }

  for (const { info, blocks } of folders.values()) {
    const known = knownValues(blocks, assigned);
    const resolve = (text: string) => known.get(text);
    code.folders.push(info);
    for (const { path, block } of blocks) {
      readBlock(code, info, path, block, resolve);
    }
  }
  return code;
}

function knownValues(
  blocks: { block: Setting }[],
  assigned: Map<string, Setting>,
): Map<string, Setting> {
  const known = new Map<string, Setting>();
  for (const { block } of blocks) {
    if (block.name === 'variable' && block.labels.length === 1) {
      const name = block.labels[0];
      const value =
        assigned.get(name) ?? block.nested.find(s => s.name === 'default');
      if (value) known.set(`var.${name}`, value);
    } else if (block.name === 'locals') {
      for (const local of block.nested) known.set(`local.${local.name}`, local);
    }
  }
  return known;
}

function readBlock(
  code: TerraformCode,
  info: TerraformFolder,
  path: string,
  block: Setting,
  resolve: (text: string) => Setting | undefined,
) {
  const [label, name] = block.labels;
  switch (block.name) {
    case 'resource':
      if (label && name) {
        const settings = flatten(block.nested, resolve);
        // azapi_resource says the type of Azure Resource Manager itself.
        const azapi =
          label.startsWith('azapi_') &&
          settings.find(setting => setting.path === 'type')?.text;
        code.resources.push({
          path,
          type: azapi ? azureType(azapi) : label,
          address: `${label}.${name}`,
          settings,
        });
      }
      break;
    case 'module':
      if (label) readModule(code, path, label, block, resolve);
      break;
    case 'provider':
      if (label) {
        info.providers.push({
          path,
          name: label,
          configured: true,
          version: block.nested.find(s => s.name === 'version')?.text ?? '',
        });
      }
      break;
    case 'terraform':
      for (const part of block.nested) {
        if (part.name === 'backend' && part.labels.length > 0) {
          info.backends.push({ path, type: part.labels[0] });
        } else if (part.name === 'cloud') {
          info.backends.push({ path, type: 'cloud' });
        } else if (part.name === 'required_providers') {
          for (const provider of part.nested) {
            info.providers.push({
              path,
              name: provider.name,
              configured: false,
              version:
                provider.text ||
                (provider.nested.find(s => s.name === 'version')?.text ?? ''),
            });
          }
        }
      }
      break;
    default:
  }
}

function readModule(
  code: TerraformCode,
  path: string,
  name: string,
  block: Setting,
  resolve: (text: string) => Setting | undefined,
) {
  const source = block.nested.find(s => s.name === 'source')?.text ?? '';
  const version = block.nested.find(s => s.name === 'version')?.text ?? '';
  const local = source === '' || /^\.{1,2}\//.test(source);
  // Azure/avm-res-keyvault-vault/azurerm is the verified module of one resource type.
  const verified = /avm-res-([a-z0-9]+)-([a-z0-9]+)/.exec(source);
  code.resources.push({
    path,
    type: verified ? azureType(`${verified[1]}/${verified[2]}`) : 'module',
    address: `module.${name}`,
    settings: flatten(block.nested, resolve),
  });
  if (!local) {
    code.modules.push({
      path,
      name: `module.${name}`,
      versioned: version !== '' || source.includes('?ref='),
    });
  }
}
