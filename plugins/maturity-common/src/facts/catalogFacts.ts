import {
  Entity,
  RELATION_DEPENDS_ON,
  RELATION_OWNED_BY,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  ANNOTATIONS,
  RELATIONS,
  environmentOf as environmentNamed,
  isStamp,
} from '@plumbline/plugin-workload-common';
import { CatalogFactName } from './catalogFactSchema';
import { DECLARATIONS, declared } from './declarations';
import { FactValue } from './schema';

/** A workload and its parts, as the catalog returns them. */
export interface CatalogEntities {
  workload: Entity;
  stamps: Entity[];
  resources: Entity[];
  components: Entity[];
  apis: Entity[];
}

const SENDS_TELEMETRY_ANNOTATION = 'plumbline.io/sends-telemetry-to';
const PRODUCTION = 'prod';

const RESOURCE_TYPES = {
  keyVault: ['key-vault', 'keyvault', 'microsoft.keyvault/vaults'],
  logWorkspace: [
    'log-analytics',
    'log-analytics-workspace',
    'logs',
    'microsoft.operationalinsights/workspaces',
  ],
  applicationInsights: [
    'application-insights',
    'app-insights',
    'insights',
    'microsoft.insights/components',
  ],
  alertRule: [
    'alert',
    'alerts',
    'alert-rule',
    'alert-rules',
    'metric-alert',
    'action-group',
    'microsoft.insights/metricalerts',
    'microsoft.insights/scheduledqueryrules',
  ],
  dashboard: [
    'workbook',
    'dashboard',
    'grafana',
    'microsoft.insights/workbooks',
    'microsoft.portal/dashboards',
    'microsoft.dashboard/grafana',
  ],
  infrastructureCode: ['infrastructure', 'iac', 'terraform', 'bicep'],
};

/**
 * Facts of one workload, from its catalog entities. The same entities give the
 * same facts, in whatever order the catalog returned them. A fact of which
 * nothing can be said is left out (see `absentWhen` in
 * `catalogFactSchema`).
 *
 * @returns values by name, without the source.
 */
export function extractCatalogFacts(
  entities: CatalogEntities,
): Record<string, FactValue> {
  const { workload } = entities;
  const stamps = sorted(entities.stamps).filter(isNotRetired);
  const resources = sorted(entities.resources);
  const components = sorted(entities.components);
  const parts = [
    ...stamps,
    ...resources,
    ...components,
    ...sorted(entities.apis),
  ];
  const everything = [workload, ...parts];
  const reach = reachable([...stamps, ...resources]);

  const hasParts = parts.length > 0;
  const hasInfrastructure = stamps.length + resources.length > 0;
  const workloadPipelines = declared([workload], DECLARATIONS.pipelines);
  const pipelines = declared(everything, DECLARATIONS.pipelines);
  const environments = environmentsOf(stamps, resources);
  const production = stamps.filter(
    stamp => environmentOf(stamp) === PRODUCTION,
  );

  const values: Record<CatalogFactName, FactValue | undefined> = {
    ownerKind: ownerKindOf(workload),
    partsWithoutGroupOwner: when(
      hasParts,
      refs(parts.filter(part => ownerKindOf(part) !== 'group')),
    ),
    escalation: declared([workload], DECLARATIONS.escalation),
    onCall: declared([workload], DECLARATIONS.onCall),
    runbooks: declared(everything, DECLARATIONS.runbooks),
    documentation: declared(
      [workload, ...components],
      DECLARATIONS.documentation,
    ),
    decisionRecords: unlessNone(
      declared(everything, DECLARATIONS.decisionRecords),
    ),
    workBoards: unlessNone(declared(everything, DECLARATIONS.workBoards)),
    chatChannels: unlessNone(declared(everything, DECLARATIONS.chatChannels)),
    componentsWithoutSource: when(
      components.length > 0,
      refs(components.filter(c => !declares(c, DECLARATIONS.source))),
    ),
    componentsWithoutDependencies: when(
      components.length > 0,
      refs(components.filter(c => dependenciesOf(c).length === 0)),
    ),
    pipelines: unlessNone(pipelines),
    componentsWithoutPipeline: when(
      components.length > 0 && pipelines.length > 0,
      workloadPipelines.length > 0
        ? []
        : refs(components.filter(c => !declares(c, DECLARATIONS.pipelines))),
    ),
    qualityChecks: unlessNone(declared(everything, DECLARATIONS.qualityChecks)),
    securityScans: unlessNone(declared(everything, DECLARATIONS.securityScans)),
    infrastructureCode: unlessNone([
      ...declared(everything, DECLARATIONS.infrastructureCode),
      ...refs(ofType(components, RESOURCE_TYPES.infrastructureCode)),
    ]),
    configurationManagement: unlessNone(
      declared(everything, DECLARATIONS.configurationManagement),
    ),
    logWorkspaces: when(
      hasInfrastructure,
      refs(ofType(resources, RESOURCE_TYPES.logWorkspace)),
    ),
    applicationInsights: when(
      hasInfrastructure,
      refs(ofType(resources, RESOURCE_TYPES.applicationInsights)),
    ),
    alertRules: unlessNone([
      ...refs(ofType(resources, RESOURCE_TYPES.alertRule)),
      ...declared(everything, DECLARATIONS.alertRules),
    ]),
    dashboards: unlessNone([
      ...refs(ofType(resources, RESOURCE_TYPES.dashboard)),
      ...declared(everything, DECLARATIONS.dashboards),
    ]),
    environments: unlessNone(environments),
    stampsWithoutDependencies: when(
      stamps.length > 0,
      refs(stamps.filter(stamp => dependenciesOf(stamp).length === 0)),
    ),
    stampsWithoutKeyVault: when(
      stamps.length > 0,
      refs(stamps.filter(stamp => !reach(stamp).some(isOwnKeyVault))),
    ),
    stampsWithoutTelemetry: when(
      stamps.length > 0,
      refs(stamps.filter(stamp => !reach(stamp).some(sendsTelemetry))),
    ),
    productionStampsWithoutScaleUnit: when(
      production.length > 0,
      refs(production.filter(stamp => !hasScaleUnit(stamp))),
    ),
    incidentReviews: unlessNone(
      declared(everything, DECLARATIONS.incidentReviews),
    ),
    developerEnvironments: unlessNone(
      declared(everything, DECLARATIONS.developerEnvironments),
    ),
    selfService: unlessNone(declared(everything, DECLARATIONS.selfService)),
  };

  return Object.fromEntries(
    Object.entries(values).filter(
      (item): item is [string, FactValue] => item[1] !== undefined,
    ),
  );
}

function when<T>(condition: boolean, value: T): T | undefined {
  return condition ? value : undefined;
}

function unlessNone(values: string[]): string[] | undefined {
  return when(values.length > 0, values);
}

function declares(
  entity: Entity,
  declaration: Parameters<typeof declared>[1],
): boolean {
  return declared([entity], declaration).length > 0;
}

function sorted(entities: Entity[]): Entity[] {
  const keyed = entities.map(entity => ({
    entity,
    ref: stringifyEntityRef(entity),
  }));
  keyed.sort((a, b) => compare(a.ref, b.ref));
  return keyed.map(({ entity }) => entity);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function refs(entities: Entity[]): string[] {
  return entities.map(entity => stringifyEntityRef(entity));
}

function ofType(entities: Entity[], types: string[]): Entity[] {
  return entities.filter(entity => isOfType(entity, types));
}

function isOfType(entity: Entity, types: string[]): boolean {
  const type = entity.spec?.type;
  return (
    typeof type === 'string' && types.includes(type.toLocaleLowerCase('en-US'))
  );
}

function isNotRetired(stamp: Entity): boolean {
  return stamp.spec?.lifecycle !== 'retired';
}

function isOwnKeyVault(entity: Entity): boolean {
  return (
    isOfType(entity, RESOURCE_TYPES.keyVault) &&
    entity.metadata.annotations?.[ANNOTATIONS.scope] !== 'global'
  );
}

function sendsTelemetry(entity: Entity): boolean {
  const { metadata, relations = [], spec } = entity;
  return (
    relations.some(({ type }) => type === RELATIONS.sendsTelemetryTo) ||
    strings(spec?.sendsTelemetryTo).length > 0 ||
    Boolean(metadata.annotations?.[SENDS_TELEMETRY_ANNOTATION])
  );
}

function hasScaleUnit(stamp: Entity): boolean {
  return isStamp(stamp) && typeof stamp.spec.scaleUnit?.maxUsers === 'number';
}

function ownerKindOf(entity: Entity): string | undefined {
  const owner =
    targetsOf(entity, RELATION_OWNED_BY)[0] ?? strings(entity.spec?.owner)[0];
  return owner && fullRef(owner, entity, 'group')?.split(':')[0];
}

/** Full refs that an entity depends on, from its relations and its spec. */
function dependenciesOf(entity: Entity): string[] {
  const said = strings(entity.spec?.dependsOn)
    .map(ref => fullRef(ref, entity))
    .filter(ref => ref !== undefined);
  return [...new Set([...targetsOf(entity, RELATION_DEPENDS_ON), ...said])];
}

function targetsOf(entity: Entity, relation: string): string[] {
  return (entity.relations ?? [])
    .filter(({ type }) => type === relation)
    .map(({ targetRef }) => targetRef);
}

function fullRef(
  ref: string,
  entity: Entity,
  defaultKind?: string,
): string | undefined {
  try {
    return stringifyEntityRef(
      parseEntityRef(ref, {
        defaultKind,
        defaultNamespace: entity.metadata.namespace ?? 'default',
      }),
    );
  } catch {
    return undefined;
  }
}

function strings(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.filter(
    (item): item is string => typeof item === 'string' && item !== '',
  );
}

/** From an entity to itself and all that it depends on within the workload. */
function reachable(entities: Entity[]): (from: Entity) => Entity[] {
  const byRef = new Map(
    entities.map(entity => [stringifyEntityRef(entity), entity]),
  );
  return from => {
    const seen = new Set([stringifyEntityRef(from)]);
    const found = [from];
    // Grows while it is walked.
    for (const entity of found) {
      for (const ref of dependenciesOf(entity)) {
        const next = byRef.get(ref);
        if (!next || seen.has(ref)) continue;
        seen.add(ref);
        // What another stamp has does not belong to this one.
        if (!isStamp(next)) found.push(next);
      }
    }
    return found;
  };
}

function environmentOf(entity: Entity): string | undefined {
  const [said] = strings(
    entity.spec?.environment ??
      entity.metadata.annotations?.[ANNOTATIONS.environment],
  );
  return environmentNamed(said);
}

function environmentsOf(stamps: Entity[], resources: Entity[]): string[] {
  const found = [...stamps, ...resources].map(environmentOf);
  return [...new Set(found.filter(name => name !== undefined))].sort(compare);
}
