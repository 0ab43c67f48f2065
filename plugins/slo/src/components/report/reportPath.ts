import { WorkloadName } from '@plumbline/plugin-workload-react';

/**
 * Where the monthly reports of a workload are; those of the newest month when none is said.
 *
 * @param base - path of the sub page of reports, such as `/slo/reports`.
 */
export function reportPath(
  base: string,
  { namespace, name }: WorkloadName,
  month?: string,
): string {
  return [base, namespace, name, ...(month ? [month] : [])]
    .map((part, index) => (index === 0 ? part : encodeURIComponent(part)))
    .join('/');
}
