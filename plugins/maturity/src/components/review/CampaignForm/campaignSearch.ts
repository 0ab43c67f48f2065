import { PortfolioFilter } from '@plumbline/plugin-maturity-common';

/** What the address of a new campaign holds, so that one can be started from a strategy. */
export function campaignSearch(
  scope: Pick<PortfolioFilter, 'modelId' | 'owners' | 'domains' | 'lifecycles'>,
  strategyId: string,
): string {
  const search = new URLSearchParams({
    model: scope.modelId,
    strategy: strategyId,
  });
  for (const owner of scope.owners ?? []) search.append('owner', owner);
  for (const domain of scope.domains ?? []) search.append('domain', domain);
  for (const each of scope.lifecycles ?? []) search.append('lifecycle', each);
  return search.toString();
}
