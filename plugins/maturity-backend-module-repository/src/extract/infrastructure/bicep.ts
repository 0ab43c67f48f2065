import { SourceFile, extension } from '../SourceFile';
import { Setting, parseBlocks } from '../syntax/blockSyntax';
import { DeclaredResource, azureType, flatten } from './DeclaredResource';
import { SharedModule } from './terraform';

/** Bicep code of a repository. */
export interface BicepCode {
  resources: DeclaredResource[];
  modules: SharedModule[];
}

/**
 * Reads Bicep code. A parameter is replaced by what a `.bicepparam` file says,
 * one for production before others, or else by its default; a variable by its
 * definition. Resources marked `existing` are not declared here and left out.
 */
export function readBicep(files: SourceFile[]): BicepCode {
  const code: BicepCode = { resources: [], modules: [] };
  const assigned = new Map<string, Setting>();
  for (const { path, text } of files) {
    if (text === undefined || extension(path) !== 'bicepparam') continue;
    for (const setting of parseBlocks(text, 'bicep')) {
      const [name] = setting.labels;
      if (setting.name !== 'param' || !name) continue;
      if (!assigned.has(name) || path.includes('prod')) {
        assigned.set(name, setting);
      }
    }
  }
  for (const { path, text } of files) {
    if (text === undefined || extension(path) !== 'bicep') continue;
    const statements = parseBlocks(text, 'bicep');
    const known = new Map<string, Setting>();
    for (const statement of statements) {
      const [name] = statement.labels;
      if (!name) continue;
      if (statement.name === 'param') {
        known.set(name, assigned.get(name) ?? statement);
      } else if (statement.name === 'var') {
        known.set(name, statement);
      }
    }
    const resolve = (value: string) => known.get(value);
    for (const statement of statements) {
      if (statement.name === 'resource') {
        readResource(code, path, statement, '', resolve, 0);
      } else if (statement.name === 'module') {
        readModule(code, path, statement, resolve);
      }
    }
  }
  return code;
}

function readResource(
  code: BicepCode,
  path: string,
  statement: Setting,
  parentType: string,
  resolve: (text: string) => Setting | undefined,
  depth: number,
) {
  const [symbol, writtenType, existing] = statement.labels;
  if (!symbol || !writtenType) return;
  // A child resource says its type without that of its parent.
  const type = writtenType.includes('/')
    ? azureType(writtenType)
    : `${parentType}/${azureType(writtenType)}`;
  const own = statement.nested.filter(nested => nested.name !== 'resource');
  if (existing !== 'existing') {
    code.resources.push({
      path,
      type,
      address: symbol,
      settings: flatten(own, resolve),
    });
  }
  if (depth > 5) return;
  for (const nested of statement.nested) {
    if (nested.name === 'resource') {
      readResource(code, path, nested, type, resolve, depth + 1);
    }
  }
}

function readModule(
  code: BicepCode,
  path: string,
  statement: Setting,
  resolve: (text: string) => Setting | undefined,
) {
  const [symbol, source] = statement.labels;
  if (!symbol || !source) return;
  // br/public:avm/res/key-vault/vault:0.11.0 is the verified module of one resource type.
  const verified = /avm\/res\/([^:]+)/.exec(source);
  const parameters =
    statement.nested.find(setting => setting.name === 'params')?.nested ?? [];
  code.resources.push({
    path,
    type: verified ? azureType(verified[1]) : 'module',
    address: symbol,
    settings: flatten(parameters, resolve),
  });
  if (/^(br|ts)[:/]/.test(source)) {
    code.modules.push({ path, name: symbol, versioned: true });
  }
}
