import {
  AttentionItem,
  FamilySummary,
  Tile,
} from '@plumbline/plugin-workload-common';
import {
  Criterion,
  MaturityModel,
  criteriaOf,
  topLevel,
} from '../model/MaturityModel';
import { attestationEnd, newestAttestations } from './attestations';
import { Attestation } from './results';
import { Standing } from './standing';

const TAB = 'maturity';
const DAY_MS = 86_400_000;
const WARN_DAYS_BEFORE_EXPIRY = 30;
const NEXT_LEVEL_URGENCY = 30;
const EXPIRING_URGENCY = 40;

/** A workload's place on one model, for {@link summarize}. */
export interface ModelStandingInput {
  model: MaturityModel;
  standing: Standing;
  attestations: Attestation[];
  /** Proven levels so far, oldest first. */
  history: number[];
}

/**
 * What the maturity family says about a workload: the tile and cell of the
 * first model, what to do next on it, and which answers are about to expire on
 * any. No health signals: a low level is no illness.
 *
 * @param inputs - at least one, in the order of the configuration.
 * @param ownerRef - who acts on the attention items.
 * @param asOf - ISO 8601.
 */
export function summarize(
  workloadRef: string,
  inputs: ModelStandingInput[],
  ownerRef: string | undefined,
  asOf: string,
): FamilySummary {
  const [first] = inputs;
  return {
    family: 'maturity',
    workloadRef,
    tile: tileOf(first),
    sortValue: nothingIsKnown(first.standing) ? null : first.standing.proven,
    cell: cellOf(first.standing),
    signals: [],
    attention: [
      ...nextLevelItem(first, ownerRef),
      ...inputs.flatMap(input => expiringItems(input, ownerRef, asOf)),
    ],
    asOf,
  };
}

function tileOf({ model, standing, history }: ModelStandingInput): Tile {
  return {
    tone: toneOf(standing),
    headline: `${standing.proven} of ${topLevel(model)}`,
    detail: detailOf(model, standing),
    trend: history.length > 1 ? history.slice(-30) : undefined,
    tab: TAB,
  };
}

function toneOf(standing: Standing): Tile['tone'] {
  if (nothingIsKnown(standing)) return 'unknown';
  return standing.next ? 'neutral' : 'good';
}

function detailOf(model: MaturityModel, standing: Standing): string {
  const { next } = standing;
  if (!next) return 'highest level proven';
  if (waitsForFactsOnly(standing)) {
    return `up to ${standing.possible} once facts arrive`;
  }
  const lowest = lowestPillars(model, standing);
  const toGo = `next level: ${next.blockers.length} to go`;
  return model.pillars.length > 1 && lowest.length === 1
    ? `${toGo}, lowest: ${lowest[0]}`
    : toGo;
}

function lowestPillars(model: MaturityModel, { proven, pillars }: Standing) {
  return pillars
    .filter(pillar => pillar.proven === proven)
    .map(
      ({ pillarId }) => model.pillars.find(({ id }) => id === pillarId)!.title,
    );
}

function cellOf(standing: Standing): string {
  const { proven, next } = standing;
  if (!next) return String(proven);
  return waitsForFactsOnly(standing)
    ? `${proven}?`
    : `${proven} → ${next.level}`;
}

/** Nothing is known to be wrong on the way to the next level. */
function waitsForFactsOnly({ proven, possible }: Standing): boolean {
  return possible > proven;
}

function nothingIsKnown({ states }: Standing): boolean {
  return states.met + states['not-met'] + states.exempt === 0;
}

function nextLevelItem(
  { model, standing }: ModelStandingInput,
  ownerRef: string | undefined,
): AttentionItem[] {
  const { next } = standing;
  if (!next) return [];
  const blocker = criteriaOf(model).find(
    ({ criterion }) => criterion.id === next.blockers[0],
  )!;
  const count = next.blockers.length;
  return [
    {
      id: `${model.id}/next-level`,
      tone: waitsForFactsOnly(standing) ? 'unknown' : 'warning',
      urgency: NEXT_LEVEL_URGENCY,
      title: `${model.title}: ${count} ${
        count === 1 ? 'criterion' : 'criteria'
      } from level ${next.level}${pillarsInWords(model, standing)}`,
      nextStep: blocker.criterion.howTo,
      ownerRef,
      tab: TAB,
    },
  ];
}

/** Which pillars hold the level down, when that can be said in a few words. */
function pillarsInWords(model: MaturityModel, standing: Standing): string {
  const titles = lowestPillars(model, standing);
  return titles.length <= 2 ? `, ${titles.join(' and ')}` : '';
}

function expiringItems(
  { model, attestations }: ModelStandingInput,
  ownerRef: string | undefined,
  asOf: string,
): AttentionItem[] {
  const expiring = expiringAnswers(
    model,
    attestations,
    asOf,
    WARN_DAYS_BEFORE_EXPIRY,
  );
  if (expiring.length === 0) return [];
  const [{ criterion, end }] = expiring;
  const day = end.slice(0, 10);
  return [
    {
      id: `${model.id}/expiring`,
      tone: 'warning',
      urgency: EXPIRING_URGENCY,
      title:
        expiring.length === 1
          ? `Attestation '${criterion.title}' expires on ${day}`
          : `${expiring.length} attestations expire within ${WARN_DAYS_BEFORE_EXPIRY} days, the first on ${day}`,
      nextStep: `Look again and attest anew: ${criterion.title}`,
      dueAt: end,
      ownerRef,
      tab: TAB,
    },
  ];
}

/**
 * Answers `met` that still count and will not for long; losing any other loses
 * nothing. The first to end comes first.
 */
export function expiringAnswers(
  model: MaturityModel,
  attestations: Attestation[],
  asOf: string,
  withinDays: number,
): { criterion: Criterion; attestation: Attestation; end: string }[] {
  const now = Date.parse(asOf);
  if (attestations.length === 0) return [];
  const newest = newestAttestations(attestations);
  return criteriaOf(model)
    .flatMap(({ criterion }) => {
      const attestation = newest.get(criterion.id);
      if (!criterion.attestation || attestation?.answer !== 'met') return [];
      const end = attestationEnd(criterion.attestation, attestation);
      if (end <= now || end - now > withinDays * DAY_MS) return [];
      return [{ criterion, attestation, end: new Date(end).toISOString() }];
    })
    .sort((a, b) => a.end.localeCompare(b.end));
}
