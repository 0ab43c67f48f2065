import { createHash } from 'node:crypto';
import { maturityReadPermission } from '@plumbline/plugin-maturity-common';
import {
  RouteServices,
  authorize,
  workloadRefInPath,
} from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { BadgeReader } from './BadgeReader';
import { drawBadge } from './drawBadge';

const MAX_AGE_SECONDS = 300;

/** Where badges are, below the plugin's own path. */
export const BADGES_PATH = '/badges';

/** Adds the badge of a workload. It discloses the level and nothing else. */
export function addBadgeRoutes(
  router: Router,
  options: RouteServices & {
    reader: BadgeReader;
    /** Whoever can reach the back end may see badges, signed in or not. */
    isPublic: boolean;
  },
) {
  const { reader, isPublic } = options;
  router.get(
    `${BADGES_PATH}/:namespace/:name.svg`,
    async (request, response) => {
      if (!isPublic) await authorize(request, maturityReadPermission, options);
      const { model, pillar, label } = request.query as Record<
        string,
        string | undefined
      >;
      const svg = drawBadge(
        await reader.read(workloadRefInPath(request.params), {
          modelId: model,
          pillarId: pillar,
          label,
        }),
      );
      const audience = isPublic ? 'public' : 'private';
      response
        .set({
          'Content-Type': 'image/svg+xml; charset=utf-8',
          'Cache-Control': `${audience}, max-age=${MAX_AGE_SECONDS}`,
          'Content-Security-Policy': "default-src 'none'",
          // Read-me files of other hosts show it.
          ...(isPublic && { 'Cross-Origin-Resource-Policy': 'cross-origin' }),
          ETag: `"${createHash('sha256').update(svg).digest('base64url')}"`,
        })
        .send(svg);
    },
  );
}
