import { NotAllowedError } from '@backstage/errors';
import {
  WorkloadExpiry,
  coverageOf,
  secretExpiryReadPermission,
} from '@plumbline/plugin-secret-expiry-common';
import { workloadRefInPath } from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { CredentialListStore } from '../../store/CredentialListStore';
import { PlaceListStore } from '../../store/PlaceListStore';
import { VaultFindingStore } from '../../store/VaultFindingStore';
import { Access } from '../access/Access';

/** Most places in one answer. */
const MOST_PLACES = 100;

/** Adds the route of what is so of one workload as a whole. */
export function addWorkloadRoutes(
  router: Router,
  options: {
    access: Access;
    list: CredentialListStore;
    places: PlaceListStore;
    vaults: VaultFindingStore;
  },
) {
  const { access, list, places, vaults } = options;

  router.get(
    '/workloads/:namespace/:name/overview',
    async (request, response) => {
      const caller = await access.callerOf(request);
      const { scope } = caller;
      const ref = workloadRefInPath(request.params);
      const known = await vaults.ofWorkload(ref);
      const isOwn =
        scope === 'all' || scope.ownerRefs.includes(known?.ownerRef ?? '');
      if (!isOwn && !(await list.hasAny({ workloadRef: [ref] }, scope))) {
        throw new NotAllowedError(
          `Nothing of ${ref} is yours: to see it you need the permission '${secretExpiryReadPermission.name}'`,
        );
      }
      const [covering, suspects, failingSources] = await Promise.all([
        places.covering(ref, scope),
        // They may be about any workload, also about one's own.
        isOwn ? places.suspects() : [],
        places.failingSources(),
      ]);
      const answer: WorkloadExpiry = {
        coverage: coverageOf(covering),
        places: [...covering, ...suspects].slice(0, MOST_PLACES),
        failingSources,
        vaultFindings: isOwn ? known?.findings ?? [] : [],
        may: {
          acknowledge: await caller.mayAcknowledge({
            workloadOwnerRef: known?.ownerRef,
          }),
          manage: caller.mayManage(),
        },
      };
      response.json(answer);
    },
  );
}
