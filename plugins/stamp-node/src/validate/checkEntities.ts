import {
  DefaultNamespaceEntityPolicy,
  Entity,
  EntityPolicies,
  FieldFormatEntityPolicy,
  KindValidator,
  NoForeignRootFieldsEntityPolicy,
  SchemaValidEntityPolicy,
  componentEntityV1alpha1Validator,
  domainEntityV1alpha1Validator,
  resourceEntityV1alpha1Validator,
  systemEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import {
  checkEntity,
  fieldProblemText,
} from '@plumbline/plugin-workload-common';
import type { FileCheck, FileFinding } from './FileCheck';
import { readYaml } from './readYaml';

const KINDS: Record<string, KindValidator> = {
  Component: componentEntityV1alpha1Validator,
  Domain: domainEntityV1alpha1Validator,
  Resource: resourceEntityV1alpha1Validator,
  System: systemEntityV1alpha1Validator,
};

/** The catalog's own rules, in the order in which it applies them. */
const POLICY = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new DefaultNamespaceEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

/** Entities must pass the catalog's own checks and Plumbline's. */
export const checkEntities: FileCheck = async ({ content }) => {
  const { documents, findings } = readYaml(content);
  for (const { value, line } of documents) {
    const messages = await entityProblems(value);
    findings.push(...messages.map(message => ({ line, message })));
  }
  return [...findings, ...sameNames(documents)];
};

async function entityProblems(value: unknown): Promise<string[]> {
  if (typeof value !== 'object' || value === null) {
    return [
      'Not an entity: expected a mapping with apiVersion, kind, metadata',
    ];
  }
  const entity = value as Entity;
  try {
    const sound = (await POLICY.enforce(entity)) ?? entity;
    const kind = KINDS[sound.kind];
    if (!kind) {
      return [`${sound.kind} is no kind that the estate holds`];
    }
    if (!(await kind.check(sound))) {
      return [`${sound.apiVersion} is no version of ${sound.kind}`];
    }
    return checkEntity(sound).map(fieldProblemText);
  } catch (error) {
    return [(error as Error).message];
  }
}

function sameNames(
  documents: readonly { value: unknown; line: number }[],
): FileFinding[] {
  const seen = new Set<string>();
  return documents.flatMap(({ value, line }) => {
    const { kind, metadata } = (value ?? {}) as Partial<Entity>;
    const key = `${kind}:${metadata?.namespace ?? 'default'}/${metadata?.name}`;
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [{ line, message: `${key} is there twice` }];
  });
}
