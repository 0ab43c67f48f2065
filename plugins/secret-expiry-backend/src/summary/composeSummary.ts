import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  coverageOf,
  credentialFacts,
  isActive,
} from '@plumbline/plugin-secret-expiry-common';
import { FamilySummary, runbookOf } from '@plumbline/plugin-workload-common';
import { WorkloadEntities } from '@plumbline/plugin-workload-node';
import { FollowedWorkload } from '../catalog/followedWorkload';
import { WorkloadCredentials } from '../store/CredentialReader';
import { composeAttention } from './composeAttention';
import { composeSignals } from './composeSignals';
import { composeHeadline } from './composeTile';

/** What the family says of one workload, from what is stored and from its entities. */
export function composeSummary(
  entities: WorkloadEntities,
  { ownerRef, vaultFindings }: FollowedWorkload,
  known: WorkloadCredentials,
  now: Date,
): FamilySummary {
  const { workloadRef } = entities;
  const coverage = coverageOf(known.places);
  // What nobody can use needs nobody.
  const active = { ...known, credentials: known.credentials.filter(isActive) };
  return {
    family: 'secret-expiry',
    workloadRef,
    ...composeHeadline(active.credentials, coverage, now),
    signals: composeSignals(workloadRef, active, now),
    attention: composeAttention(
      active,
      { ownerRef, vaultFindings, runbookOf: runbooksOf(entities) },
      now,
    ),
    facts: credentialFacts(known.credentials, coverage, now, vaultFindings),
    asOf: now.toISOString(),
  };
}

function runbooksOf(entities: WorkloadEntities) {
  const parts = [
    ...entities.stamps,
    ...entities.resources,
    ...entities.components,
    ...entities.apis,
  ];
  const byRef = new Map(
    parts.map(part => [stringifyEntityRef(part), runbookOf(part)]),
  );
  const ofWorkload = runbookOf(entities.workload);
  return (entityRef?: string) =>
    (entityRef && byRef.get(entityRef)) || ofWorkload;
}
