import { NotFoundError } from '@backstage/errors';

/** The error of routes that are asked about what is no workload. */
export function notFound(workloadRef: string): NotFoundError {
  return new NotFoundError(
    `'${workloadRef}' is not known as a workload; a new one appears within seconds of being in the catalog`,
  );
}
