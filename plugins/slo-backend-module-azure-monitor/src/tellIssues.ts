import { z } from 'zod';

/** What is wrong with a metric source's spec, field by field. */
export function tellIssues(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => `${['spec', ...path].join('.')}: ${message}`)
    .join('; ');
}
