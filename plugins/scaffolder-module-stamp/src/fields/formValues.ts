import {
  AddStampRequest,
  ChangeStampRequest,
  PLACEMENT_RULES,
  PlacementRule,
  Relaxation,
  WorkloadRequest,
} from '@plumbline/plugin-stamp-common';

/** Parameters of the templates, by name, that the fields read of one another. */
export interface StampFormValues
  extends Partial<Omit<AddStampRequest, 'workloadRef' | 'monthlyCost'>>,
    Partial<Omit<WorkloadRequest, 'domain'>>,
    Pick<ChangeStampRequest, 'trafficWeight'> {
  /** Full ref of the workload. */
  workload?: string;
  /** Full ref of the stamp. */
  stamp?: string;
  /** Full ref of the domain, or its name. */
  domain?: string;
  /** Sum each month; its currency is `currency`. */
  monthlyCost?: number;
  /** ISO 4217. */
  currency?: string;
  /** Name of the planned stamp. */
  plan?: string;
}

/**
 * What has been filled in so far on all pages of the form. The stepper passes
 * it to every field as `formContext.formData`. The form may be opened with
 * anything in its address, so that what has another type counts as empty.
 */
export function formValues(formContext: unknown): StampFormValues {
  const { formData } = (formContext ?? {}) as { formData?: unknown };
  const values = (formData ?? {}) as Record<string, unknown>;
  const text = (name: keyof StampFormValues) => textOf(values[name]);
  const number = (name: keyof StampFormValues) => numberOf(values[name]);
  return {
    workload: text('workload'),
    stamp: text('stamp'),
    environment: text('environment'),
    region: text('region'),
    expectedUsers: number('expectedUsers'),
    infrastructure: text('infrastructure') as StampFormValues['infrastructure'],
    pipeline: text('pipeline') as StampFormValues['pipeline'],
    image: text('image'),
    addressRange: text('addressRange'),
    trafficWeight: number('trafficWeight'),
    monthlyCost: number('monthlyCost'),
    currency: text('currency'),
    relaxations: relaxationsOf(values.relaxations),
    name: text('name'),
    title: text('title'),
    description: text('description'),
    owner: text('owner'),
    domain: text('domain'),
    tier: text('tier'),
    residency: text('residency'),
    homeRegion: text('homeRegion'),
    plan: text('plan'),
  };
}

/** The relaxations among the form's values; `undefined` when there are none. */
export function relaxationsOf(value: unknown): Relaxation[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const relaxations = value.flatMap(each => {
    const { rule, reason } = (each ?? {}) as Record<string, unknown>;
    if (!PLACEMENT_RULES.includes(rule as PlacementRule)) return [];
    return [{ rule: rule as PlacementRule, reason: textOf(reason) ?? '' }];
  });
  return relaxations.length > 0 ? relaxations : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value)
    ? value
    : undefined;
}
