import { inTurns } from '@plumbline/plugin-workload-node';
import { documentsOf } from './documentsOf';
import { Findings, RepositoryFindings } from './Findings';
import { findDocuments } from './documents';
import {
  baseImages,
  findUnpinnedImages,
  runImages,
} from './dependencies/images';
import {
  PackageManifest,
  findLibraries,
  findUnlocked,
  readManifest,
} from './dependencies/packages';
import { findRuntimes } from './dependencies/runtimes';
import { isArmTemplate, readArmTemplate } from './infrastructure/arm';
import { readBicep } from './infrastructure/bicep';
import { findCodeOrganisation } from './infrastructure/codeOrganisation';
import { DeclaredResource } from './infrastructure/DeclaredResource';
import { findResourceSettings } from './infrastructure/resourceSettings';
import { findResourceTypes } from './infrastructure/resourceTypes';
import { readTerraform } from './infrastructure/terraform';
import { KubernetesObject, readKubernetes } from './kubernetes';
import { findInKubernetes, isClusterObject } from './kubernetesFindings';
import {
  findDashboardConfigMaps,
  findLoadTestConfigurations,
  findOperations,
} from './operations';
import { readPipelines } from './pipelines/readPipelines';
import { findDelivery } from './pipelines/delivery';
import { SourceFile, extension } from './SourceFile';
import { findTests } from './tests';
import { findTools } from './tools';

/**
 * Raised when extraction finds something else in the same files, so that
 * repositories are read again although they did not change.
 */
export const EXTRACTION_VERSION = 1;

const FILES_PER_TURN = 10;

/**
 * What the files of a repository are evidence of. Never throws on what is in a
 * file: what cannot be understood is evidence of nothing.
 *
 * Files are parsed a few at a time, so that requests are answered meanwhile.
 */
export async function extractFindings(
  files: SourceFile[],
): Promise<RepositoryFindings> {
  const yaml = new Map<string, unknown[]>();
  const json = new Map<string, unknown>();
  const manifests: PackageManifest[] = [];
  for await (const batch of inTurns(files, FILES_PER_TURN)) {
    for (const file of batch) {
      const manifest = readManifest(file);
      if (manifest) manifests.push(manifest);
      const documents = documentsOf(file);
      if (documents.length === 0) continue;
      if (extension(file.path) === 'json') json.set(file.path, documents[0]);
      else yaml.set(file.path, documents);
    }
  }

  const findings = new Findings();
  const resources: DeclaredResource[] = [];
  const armTemplates: string[] = [];
  for (const [path, document] of json) {
    if (!isArmTemplate(document)) continue;
    armTemplates.push(path);
    resources.push(...readArmTemplate(path, document));
  }
  const terraform = readTerraform(files);
  const bicep = readBicep(files);
  resources.push(...terraform.resources, ...bicep.resources);
  const pipelines = readPipelines(files, yaml);
  const objects: KubernetesObject[] = [];
  for (const [path, documents] of yaml) {
    objects.push(...readKubernetes(path, documents).filter(isClusterObject));
    findLoadTestConfigurations(path, documents, findings);
  }
  const images = baseImages(files);
  const libraries = new Set(manifests.flatMap(manifest => manifest.libraries));

  findDocuments(files, findings);
  findCodeOrganisation(
    files,
    armTemplates,
    terraform.folders,
    [...terraform.modules, ...bicep.modules],
    findings,
  );
  for await (const batch of inTurns(resources, 100)) {
    findResourceTypes(batch, findings);
    findResourceSettings(batch, findings);
  }
  findInKubernetes(files, objects, findings);
  findDashboardConfigMaps(objects, findings);
  findDelivery(pipelines, findings);
  findTools(files, pipelines, findings);
  findTests(files, pipelines, objects, libraries, findings);
  findOperations(files, json, pipelines, findings);
  findLibraries(manifests, findings);
  findUnlocked(manifests, files, findings);
  findUnpinnedImages([...images, ...runImages(objects)], findings);
  findRuntimes(
    files,
    resources,
    terraform.folders,
    pipelines,
    images,
    findings,
  );
  if (findings.has('faultInjection')) findings.add('testKinds', 'chaos');
  return findings.toRecord();
}
