import {
  Exemption,
  ExemptionDecision,
  ExemptionOrder,
  ExemptionPage,
  ExemptionRequest,
  ExemptionState,
  MaturityModel,
  PlacedCriterion,
  maturityAttestPermission,
  maturityExemptPermission,
  maturityReadPermission,
} from '@plumbline/plugin-maturity-common';
import {
  RouteServices,
  audited,
  authorize,
  refOf,
  workloadRefOf,
} from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { ExemptionStore } from '../../store/ExemptionStore';
import { ExemptionDesk } from './ExemptionDesk';

const PAGE = 50;

/** Adds the routes of exemptions: asking, deciding and listing. */
export function addExemptionRoutes(
  router: Router,
  options: RouteServices & {
    desk: ExemptionDesk;
    store: ExemptionStore;
    criterion: (
      id: string,
    ) => (PlacedCriterion & { model: MaturityModel }) | undefined;
    /** Evaluates one criterion of one workload. */
    evaluate: (workloadRef: string, criterionId: string) => Promise<void>;
    /** Tells whom a request or decision concerns; does not wait until they are told. */
    notify: (exemption: Exemption) => void;
  },
) {
  const { auditor, desk, store, criterion, evaluate, notify } = options;

  router.get('/exemptions', async (request, response) => {
    await authorize(request, maturityReadPermission, options);
    const { state, workload, owner, sort, direction, limit, offset } =
      request.query as unknown as {
        state?: ExemptionState[];
        workload?: string;
        owner?: string[];
        sort?: ExemptionOrder;
        direction?: 'asc' | 'desc';
        limit?: number;
        offset?: number;
      };
    const { items, total } = await store.page({
      states: state,
      workloadRef: workload && workloadRefOf(workload, 'workload'),
      owners: owner?.map(ref => refOf(ref, 'owner')),
      sort,
      direction,
      limit: limit ?? PAGE,
      offset: offset ?? 0,
    });
    const page: ExemptionPage = {
      items: items.map(item => {
        const place = criterion(item.criterionId);
        return {
          ...item,
          workloadTitle: item.workloadTitle ?? item.workloadRef,
          // A criterion that no model has any more goes by its id.
          modelId: place?.model.id ?? '',
          criterionTitle: place?.criterion.title ?? item.criterionId,
        };
      }),
      total,
    };
    response.json(page);
  });

  router.post('/exemptions', async (request, response) => {
    const credentials = await authorize(
      request,
      maturityAttestPermission,
      options,
    );
    const input: ExemptionRequest = request.body;
    const { exemption, isNew } = await audited(
      auditor,
      {
        eventId: 'request-exemption',
        severityLevel: 'medium',
        request,
        meta: { workload: input.workloadRef, criterion: input.criterionId },
      },
      () => desk.request(input, credentials),
      asked => ({ id: asked.exemption.id }),
    );
    if (isNew) notify(exemption);
    response.json(exemption);
  });

  router.post('/exemptions/:id/decision', async (request, response) => {
    const decision: ExemptionDecision = request.body;
    const credentials = await authorize(
      request,
      decision.decision === 'withdraw'
        ? maturityAttestPermission
        : maturityExemptPermission,
      options,
    );
    const { id } = request.params;
    const exemption = await audited(
      auditor,
      {
        eventId: 'decide-exemption',
        severityLevel: 'high',
        request,
        meta: { id, decision: decision.decision },
      },
      async () => {
        const decided = await desk.decide(id, decision, credentials);
        if (decided.state === 'approved' || decided.state === 'revoked') {
          await evaluate(decided.workloadRef, decided.criterionId);
        }
        return decided;
      },
      ({ workloadRef, criterionId }) => ({
        workload: workloadRef,
        criterion: criterionId,
      }),
    );
    notify(exemption);
    response.json(exemption);
  });
}
