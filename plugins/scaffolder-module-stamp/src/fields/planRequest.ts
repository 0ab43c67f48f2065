import { parseEntityRef } from '@backstage/catalog-model';
import { PlanRequest } from '@plumbline/plugin-stamp-common';
import { StampFormValues } from './formValues';

/** What a form is for: `ui:options.kind` of its preview. */
export type PlanKind = PlanRequest['kind'];

/** Parameters without which nothing can be planned, by what the form is for. */
const NEEDED: Record<PlanKind, readonly (keyof StampFormValues)[]> = {
  add: ['workload', 'environment', 'region', 'expectedUsers'],
  change: ['stamp'],
  retire: ['stamp'],
  'new-workload': [
    'name',
    'title',
    'owner',
    'tier',
    'addressRange',
    'homeRegion',
    'image',
    'infrastructure',
    'pipeline',
    'environment',
    'region',
    'expectedUsers',
  ],
};

/** What a form asks for, or the parameters that must be filled in first. */
export function planRequestOf(
  kind: PlanKind,
  values: StampFormValues,
):
  | { request: PlanRequest; missing?: undefined }
  | { request?: undefined; missing: (keyof StampFormValues)[] } {
  const missing = NEEDED[kind].filter(name => values[name] === undefined);
  if (missing.length > 0) return { missing };
  const given = values as Required<StampFormValues>;
  const monthlyCost =
    values.monthlyCost === undefined
      ? undefined
      : { amount: values.monthlyCost, currency: values.currency ?? 'EUR' };
  const { environment, region, expectedUsers, relaxations } = given;
  const place = {
    environment,
    region,
    expectedUsers,
    relaxations,
    monthlyCost,
  };
  const { infrastructure, pipeline, image, addressRange } = given;
  switch (kind) {
    case 'add':
      return {
        request: {
          kind,
          workloadRef: given.workload,
          ...place,
          infrastructure,
          pipeline,
          image,
          addressRange,
        },
      };
    case 'change':
      return {
        request: {
          kind,
          stampRef: given.stamp,
          expectedUsers,
          image,
          trafficWeight: values.trafficWeight,
          monthlyCost,
        },
      };
    case 'retire':
      return { request: { kind, stampRef: given.stamp } };
    default:
      return {
        request: {
          kind,
          name: given.name,
          title: given.title,
          description: values.description ?? '',
          owner: given.owner,
          domain: domainOf(values.domain),
          tier: given.tier,
          residency: values.residency,
          addressRange,
          homeRegion: given.homeRegion,
          image,
          infrastructure,
          pipeline,
          stamp: place,
        },
      };
  }
}

/** Name of a domain that the form knows by its ref. */
function domainOf(ref: string | undefined): string | undefined {
  if (ref === undefined) return undefined;
  try {
    return parseEntityRef(ref, { defaultKind: 'domain' }).name;
  } catch {
    return ref;
  }
}
