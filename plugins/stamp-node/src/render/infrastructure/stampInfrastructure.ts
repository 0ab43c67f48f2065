import type { EstateFile, StampPlan } from '@plumbline/plugin-stamp-common';
import type { StaticCode } from '../readStaticCode';
import { renderRoot } from './root';
import { foundationData, releaseData, trafficData } from './stampData';

/**
 * The resources of a stamp as code, with the data that it is applied to:
 * `foundation` lives as long as the stamp, `release` stands once for each of
 * the units blue and green, `traffic` is the origins of the units.
 */
export function renderStampInfrastructure(
  plan: StampPlan,
  code: StaticCode,
): EstateFile[] {
  const roots = {
    foundation: foundationData(plan),
    release: releaseData(plan),
    traffic: trafficData(plan),
  };
  return Object.entries(roots).flatMap(([root, data]) =>
    renderRoot(
      plan.folder,
      plan.infrastructure,
      root as keyof typeof roots,
      data,
      code,
    ),
  );
}
