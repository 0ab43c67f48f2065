import { DryRun, PlacedCriterion } from '@plumbline/plugin-maturity-common';
import { ModelIndex } from '../models/ModelIndex';

/** Criteria that differ between two versions of a model, in the order of the later one. */
export function compareCriteria(
  before: ModelIndex | undefined,
  after: ModelIndex,
): NonNullable<DryRun['criteria']> {
  const added: string[] = [];
  const changed: string[] = [];
  for (const place of after.criteria) {
    const { id } = place.criterion;
    const old = before?.criterion(id);
    if (!old) added.push(id);
    else if (decisionOf(old) !== decisionOf(place)) changed.push(id);
  }
  const removed = (before?.criteria ?? [])
    .map(({ criterion }) => criterion.id)
    .filter(id => !after.criterion(id));
  return { added, removed, changed };
}

/** What a criterion decides and by what; other words make no difference to anybody's level. */
function decisionOf({ pillar, level, criterion }: PlacedCriterion): string {
  const { rule, onlyProves = false, appliesWhen, attestation } = criterion;
  return JSON.stringify([
    pillar.id,
    level,
    rule?.expression,
    onlyProves,
    appliesWhen?.expression,
    attestation?.question,
    attestation?.validForDays,
  ]);
}
