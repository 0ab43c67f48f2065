import { InputError, NotFoundError } from '@backstage/errors';
import {
  Milestone,
  MilestoneComparison,
  maturityCampaignPermission,
  maturityReadPermission,
} from '@plumbline/plugin-maturity-common';
import {
  RouteServices,
  audited,
  authorize,
  subjectOf,
  timeOf,
} from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { MilestoneStore, Moment } from '../../store/MilestoneStore';
import {
  ModelsInForce,
  modelOf,
  pagingOf,
  scopeOf,
} from '../portfolio/readQuery';

/** Adds the routes of milestones. */
export function addMilestoneRoutes(
  router: Router,
  options: RouteServices & {
    models: ModelsInForce;
    milestones: MilestoneStore;
    /** Checks that levels are known at a time, named in the error. */
    keptTime: (time: string, place: string) => string;
  },
) {
  const { auditor, models, milestones, keptTime } = options;

  router.get('/milestones', async (request, response) => {
    await authorize(request, maturityReadPermission, options);
    const { model } = modelOf(models, request.query.model);
    response.json({ items: await milestones.list(model.id) });
  });

  router.post('/milestones', async (request, response) => {
    const credentials = await authorize(
      request,
      maturityCampaignPermission,
      options,
    );
    const { modelId, note } = request.body;
    const milestone = await audited(
      auditor,
      {
        eventId: 'create-milestone',
        severityLevel: 'medium',
        request,
        meta: { modelId },
      },
      async () => {
        const title = request.body.title.trim();
        if (title === '') throw new InputError('title: expected some words');
        return milestones.create(
          {
            modelId: modelOf(models, modelId).model.id,
            title,
            note: note?.trim() || undefined,
          },
          subjectOf(credentials),
          new Date().toISOString(),
        );
      },
      ({ id }) => ({ id }),
    );
    response.json(milestone);
  });

  router.delete('/milestones/:id', async (request, response) => {
    await authorize(request, maturityCampaignPermission, options);
    const { id } = request.params;
    await audited(
      auditor,
      {
        eventId: 'delete-milestone',
        severityLevel: 'medium',
        request,
        meta: { id },
      },
      async () => {
        if (!(await milestones.delete(id))) throw unknownMilestone(id);
      },
    );
    response.status(204).end();
  });

  router.get('/milestones/:id/comparison', async (request, response) => {
    await authorize(request, maturityReadPermission, options);
    const { query, params } = request;
    const milestone = await milestones.read(params.id);
    if (!milestone) throw unknownMilestone(params.id);
    const scope = scopeOf(query, modelOf(models, milestone.modelId));
    // In the order of time, so that a rise is one.
    const [from, to] = [
      sideOf(milestone),
      await otherSide((query.with as string | undefined) ?? 'now', milestone),
    ].sort((a, b) => (a.at < b.at ? -1 : 1));
    const comparison = await milestones.compare(
      scope,
      from.moment,
      to.moment,
      pagingOf(query),
    );
    const body: MilestoneComparison = {
      from: { title: from.title, at: from.at },
      to: { title: to.title, at: to.at },
      ...comparison,
    };
    response.json(body);
  });

  async function otherSide(other: string, { modelId }: Milestone) {
    if (other === 'now') {
      const at = new Date().toISOString();
      return { title: 'Now', at, moment: 'now' } satisfies Side;
    }
    if (/^\d{4}-\d{2}-\d{2}/.test(other)) {
      const time = keptTime(timeOf(other, 'with'), 'with');
      return { title: other, at: time, moment: { time } } satisfies Side;
    }
    const milestone = await milestones.read(other);
    if (milestone?.modelId !== modelId) {
      throw new InputError(
        `with: expected 'now', an ISO 8601 time or the id of a milestone of '${modelId}'; got '${other}'`,
      );
    }
    return sideOf(milestone);
  }
}

/** One of two moments that are compared. */
interface Side {
  title: string;
  at: string;
  moment: Moment;
}

function sideOf({ id, title, at }: Milestone): Side {
  return { title, at, moment: { milestoneId: id } };
}

function unknownMilestone(id: string) {
  return new NotFoundError(`No milestone '${id}' was found`);
}
