import { StampWorkload } from './estate';
import { quoted } from './freeText';
import {
  AZURE_ID_PATTERN,
  AZURE_NAME_PATTERN,
  ENTITY_REF_PATTERN,
  MAX_GLOBAL_RESOURCES,
  PlannedGlobalResource,
  RESOURCE_TYPE_PATTERN,
  StampViolation,
} from './plan';

/** Most characters of an Azure resource id. */
export const MAX_AZURE_ID = 500;

/**
 * The global resources that a stamp of an environment uses, as far as they are
 * written such that a plan may hold them; the rest is left out and told.
 */
export function plannedGlobalResources(
  workload: StampWorkload,
  environment: string,
): {
  resources: PlannedGlobalResource[];
  notes: string[];
  violations: StampViolation[];
} {
  const resources: PlannedGlobalResource[] = [];
  const notes: string[] = [];
  for (const resource of workload.globalResources) {
    const { ref, type, azureId, azureName, resourceGroup } = resource;
    if ((resource.environment ?? environment) !== environment) continue;
    if (!ENTITY_REF_PATTERN.test(ref) || !RESOURCE_TYPE_PATTERN.test(type)) {
      notes.push(
        `The global resource ${quoted(
          ref,
        )} is left out: its name or type cannot be used.`,
      );
      continue;
    }
    const hasId = azureId !== undefined;
    const isId =
      hasId && azureId.length <= MAX_AZURE_ID && AZURE_ID_PATTERN.test(azureId);
    if (hasId && !isId) {
      notes.push(`The Azure id of ${ref} is none and is left out.`);
    }
    resources.push({
      ref,
      type,
      ...(isId && { azureId }),
      ...(isAzureName(azureName) && { azureName }),
      ...(isAzureName(resourceGroup) && { resourceGroup }),
    });
  }
  resources.sort((a, b) => (a.ref < b.ref ? -1 : 1));
  const isTooMany = resources.length > MAX_GLOBAL_RESOURCES;
  // A plan holds few notes; where many are wrong, the first ones lead there.
  return {
    resources,
    notes: notes.slice(0, 10),
    violations: isTooMany
      ? [
          {
            field: 'workload',
            rule: 'global-resources',
            message: `The workload has ${resources.length} global resources; a stamp can use ${MAX_GLOBAL_RESOURCES}.`,
          },
        ]
      : [],
  };
}

function isAzureName(name: string | undefined): boolean {
  return name !== undefined && AZURE_NAME_PATTERN.test(name);
}
