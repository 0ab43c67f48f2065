import { Findings } from '../Findings';
import { SourceFile, extension, fileName, folderOf } from '../SourceFile';
import { SharedModule, TerraformFolder } from './terraform';

/** Where infrastructure code is, and how it is kept together. */
export function findCodeOrganisation(
  files: SourceFile[],
  armTemplates: string[],
  folders: TerraformFolder[],
  modules: SharedModule[],
  findings: Findings,
): void {
  for (const { path } of files) {
    const name = fileName(path);
    if (
      ['tf', 'bicep'].includes(extension(path)) ||
      /^Pulumi\.ya?ml$/.test(name)
    ) {
      findings.add('infrastructureCode', `${folderOf(path)}/`);
    }
  }
  for (const path of armTemplates) {
    findings.add('infrastructureCode', `${folderOf(path)}/`);
  }
  for (const { path, name, versioned } of modules) {
    if (versioned) findings.add('reusableModules', path, name);
  }
  for (const folder of folders) {
    for (const { path, type } of folder.backends) {
      // A local backend is on one person's disk.
      if (type !== 'local') findings.add('remoteState', path, type);
    }
    findUnpinnedProviders(folder, findings);
  }
}

/**
 * Providers for which neither a constraint nor the lock file says a version.
 * A folder that configures no provider is a module that takes those of its
 * caller, unless it requires some itself.
 */
function findUnpinnedProviders(
  { providers, locked }: TerraformFolder,
  findings: Findings,
) {
  if (locked) return;
  const constrained = new Set(
    providers.filter(({ version }) => version !== '').map(({ name }) => name),
  );
  for (const { path, name, configured } of providers) {
    if (constrained.has(name)) continue;
    if (configured || providers.some(provider => !provider.configured)) {
      findings.add('unpinnedProviders', path, name);
    }
  }
}
