import {
  AttentionItem,
  FamilySummary,
  Tile,
} from '@plumbline/plugin-workload-common';
import { Criterion, MaturityModel, criteriaOf } from '../model/MaturityModel';
import { attestationEnd, latestAttestation } from './evaluateAttestation';
import { LevelResult } from './levels';
import { Attestation } from './results';

const TAB = 'maturity';
const DAY_MS = 86_400_000;
const WARN_DAYS_BEFORE_EXPIRY = 30;
const NEXT_LEVEL_URGENCY = 30;
const EXPIRING_URGENCY = 40;

/** A workload's place on one model, for {@link summarize}. */
export interface Standing {
  model: MaturityModel;
  levels: LevelResult;
  attestations: Attestation[];
  /** Proven levels so far, oldest first. */
  history: number[];
}

/**
 * What the maturity family says about a workload: the tile and cell of the
 * lowest of its models, and what to do next on each of them. No health
 * signals: a low level is no illness.
 *
 * @param standings - at least one.
 * @param ownerRef - who acts on the attention items.
 * @param asOf - ISO 8601.
 */
export function summarize(
  workloadRef: string,
  standings: Standing[],
  ownerRef: string | undefined,
  asOf: string,
): FamilySummary {
  const lowest = standings.reduce((low, candidate) =>
    candidate.levels.proven < low.levels.proven ? candidate : low,
  );
  const { proven } = lowest.levels;
  return {
    family: 'maturity',
    workloadRef,
    tile: tileOf(lowest),
    sortValue: nothingIsKnown(lowest.levels) ? null : proven,
    cell: cellOf(lowest.levels),
    signals: [],
    attention: standings.flatMap(standing => [
      ...nextLevelItem(standing, ownerRef),
      ...expiringItems(standing, ownerRef, asOf),
    ]),
    asOf,
  };
}

function tileOf({ levels, history }: Standing): Tile {
  const { proven, counts } = levels;
  return {
    tone: toneOf(levels),
    headline: `${proven} of ${counts.length}`,
    detail: detailOf(levels),
    trend: history.length > 1 ? history.slice(-30) : undefined,
    tab: TAB,
  };
}

function toneOf(levels: LevelResult): Tile['tone'] {
  if (nothingIsKnown(levels)) return 'unknown';
  return levels.next ? 'neutral' : 'good';
}

function detailOf(levels: LevelResult): string {
  if (!levels.next) return 'highest level proven';
  return waitsForFactsOnly(levels)
    ? `up to ${levels.possible} once facts arrive`
    : `next level: ${levels.next.blockers.length} to go`;
}

function cellOf(levels: LevelResult): string {
  const { proven, next } = levels;
  if (!next) return String(proven);
  return waitsForFactsOnly(levels) ? `${proven}?` : `${proven} → ${next.level}`;
}

/** Nothing is known to be wrong on the way to the next level. */
function waitsForFactsOnly({ proven, possible }: LevelResult): boolean {
  return possible > proven;
}

function nothingIsKnown({ counts }: LevelResult): boolean {
  return counts.every(({ unknown, total }) => unknown === total);
}

function nextLevelItem(
  { model, levels }: Standing,
  ownerRef: string | undefined,
): AttentionItem[] {
  const { next } = levels;
  if (!next) return [];
  const name = model.levels[next.level - 1].name;
  const [first] = next.blockers;
  const blocker = criteriaOf(model).find(
    ({ criterion }) => criterion.id === first,
  );
  const count = next.blockers.length;
  return [
    {
      id: `${model.id}/next-level`,
      tone: waitsForFactsOnly(levels) ? 'unknown' : 'warning',
      urgency: NEXT_LEVEL_URGENCY,
      title: `${model.title}: ${count} ${
        count === 1 ? 'criterion' : 'criteria'
      } from level ${next.level}, ${name}`,
      nextStep: blocker ? blocker.criterion.howTo : '',
      ownerRef,
      tab: TAB,
    },
  ];
}

function expiringItems(
  { model, attestations }: Standing,
  ownerRef: string | undefined,
  asOf: string,
): AttentionItem[] {
  const expiring = criteriaOf(model)
    .map(({ criterion }) => ({
      criterion,
      end: endOfValidity(criterion, attestations, asOf),
    }))
    .filter(
      (item): item is { criterion: Criterion; end: string } =>
        item.end !== undefined &&
        Date.parse(item.end) - Date.parse(asOf) <=
          WARN_DAYS_BEFORE_EXPIRY * DAY_MS,
    )
    .sort((a, b) => Date.parse(a.end) - Date.parse(b.end));
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

/** Of an answer `met` that still counts; losing any other loses nothing. */
function endOfValidity(
  criterion: Criterion,
  attestations: Attestation[],
  asOf: string,
): string | undefined {
  if (criterion.kind !== 'attestation') return undefined;
  const attestation = latestAttestation(criterion.id, attestations);
  if (attestation?.answer !== 'met') return undefined;
  const end = attestationEnd(criterion, attestation);
  return Date.parse(end) > Date.parse(asOf) ? end : undefined;
}
