/** Parameters of the template, by name, that the fields read of one another. */
export interface StampFormValues {
  /** Full ref of the workload. */
  workload?: string;
  environment?: string;
  /** Azure region name. */
  region?: string;
  expectedUsers?: number;
}

/**
 * What has been filled in so far on all pages of the form. The stepper passes
 * it to every field as `formContext.formData`.
 */
export function formValues(formContext: unknown): StampFormValues {
  const { formData } = (formContext ?? {}) as { formData?: unknown };
  const values = (formData ?? {}) as Record<string, unknown>;
  return {
    workload: textOf(values.workload),
    environment: textOf(values.environment),
    region: textOf(values.region),
    expectedUsers:
      typeof values.expectedUsers === 'number'
        ? values.expectedUsers
        : undefined,
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
