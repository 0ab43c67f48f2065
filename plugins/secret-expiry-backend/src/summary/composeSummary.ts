import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  coverageOf,
  credentialFacts,
} from '@plumbline/plugin-secret-expiry-common';
import { FamilySummary, runbookOf } from '@plumbline/plugin-workload-common';
import { WorkloadEntities } from '@plumbline/plugin-workload-node';
import { WorkloadCredentials } from '../store/CredentialReader';
import { composeAttention } from './composeAttention';
import { composeSignals } from './composeSignals';
import { composeHeadline } from './composeTile';

/** What the family says of one workload, from what is stored and from its entities. */
export function composeSummary(
  entities: WorkloadEntities,
  known: WorkloadCredentials,
  now: Date,
): FamilySummary {
  const { workloadRef } = entities;
  const coverage = coverageOf(known.places);
  return {
    family: 'secret-expiry',
    workloadRef,
    ...composeHeadline(known.credentials, coverage, now),
    signals: composeSignals(workloadRef, known, now),
    attention: composeAttention(
      known,
      { ownerRef: ownerOf(entities), runbookOf: runbooksOf(entities) },
      now,
    ),
    facts: credentialFacts(known.credentials, coverage, now),
    asOf: now.toISOString(),
  };
}

function ownerOf({ workload }: WorkloadEntities): string | undefined {
  try {
    return stringifyEntityRef(
      parseEntityRef(workload.spec.owner, {
        defaultKind: 'group',
        defaultNamespace: workload.metadata.namespace ?? 'default',
      }),
    );
  } catch {
    return undefined;
  }
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
