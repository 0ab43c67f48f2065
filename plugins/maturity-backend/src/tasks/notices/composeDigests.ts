import { Campaign } from '@plumbline/plugin-maturity-common';
import { OwnerProgress } from '../../store/CampaignStore';
import { Notice, dayOf, some, tabPath } from './Notice';

const TOPIC = 'Maturity digest';
const MOST_LINES = 20;
const MOST_TITLES = 3;
const DAY_MS = 86_400_000;

interface OfWorkload {
  /** What it says, as {@link Notice.keys}. */
  key: string;
  workloadRef: string;
  workloadTitle: string;
  ownerRef: string;
  modelId: string;
}

/** A level that is lower now than before. */
export interface LostLevel extends OfWorkload {
  modelTitle: string;
  /** Absent for the overall level. */
  pillarId?: string;
  pillarTitle?: string;
  from: number;
  to: number;
  /** One sentence. */
  cause: string;
}

/** An answer or exemption that counts no longer soon. */
export interface EndingAnswer extends OfWorkload {
  kind: 'attestation' | 'exemption';
  pillarId: string;
  criterionId: string;
  criterionTitle: string;
  /** ISO 8601. */
  endsAt: string;
}

/** Why the owners of a campaign's open workloads are told of it. */
export interface CampaignOccasion {
  key: string;
  kind: 'started' | 'reminder' | 'missed';
  campaign: Campaign;
  /** Those with open workloads. */
  owners: OwnerProgress[];
}

/** All that there is to tell. */
export interface DigestContent {
  lost: LostLevel[];
  ending: EndingAnswer[];
  campaigns: CampaignOccasion[];
}

/** Id of an owner's digest of a day. */
export function digestId(day: string, ownerRef: string): string {
  return `digest/${day}/${ownerRef}`;
}

/**
 * One digest for each owner whom anything concerns.
 *
 * @param day - `2026-11-21`.
 * @param now - ISO 8601.
 * @param isTold - whether an owner was told of something on an earlier day.
 */
export function composeDigests(
  day: string,
  now: string,
  content: DigestContent,
  isTold: (ownerRef: string, key: string) => boolean = () => false,
): Notice[] {
  const owners = new Set([
    ...content.lost.map(({ ownerRef }) => ownerRef),
    ...content.ending.map(({ ownerRef }) => ownerRef),
    ...content.campaigns.flatMap(({ owners: of }) =>
      of.map(({ ownerRef }) => ownerRef),
    ),
  ]);
  return [...owners].sort().flatMap(ownerRef => {
    const isNew = ({ key }: { key: string }) => !isTold(ownerRef, key);
    const isTheirs = (item: OfWorkload) => item.ownerRef === ownerRef;
    const digest = composeOne(day, now, ownerRef, {
      lost: content.lost.filter(isTheirs).filter(isNew),
      ending: content.ending.filter(isTheirs).filter(isNew),
      campaigns: content.campaigns
        .map(occasion => ({
          ...occasion,
          owners: occasion.owners.filter(each => each.ownerRef === ownerRef),
        }))
        .filter(({ owners: mine }) => mine.length > 0)
        .filter(isNew),
    });
    return digest ? [digest] : [];
  });
}

function composeOne(
  day: string,
  now: string,
  ownerRef: string,
  content: DigestContent,
): Notice | undefined {
  const { lost, ending, campaigns } = content;
  const lines = [
    ...groups(
      lost,
      ({ workloadRef, modelId }) => `${workloadRef} ${modelId}`,
    ).map(lostLine),
    ...groups(ending, ({ workloadRef }) => workloadRef).map(endingLine),
    ...campaigns.map(campaignLine),
  ];
  if (lines.length === 0) return undefined;
  const rest = lines.length - MOST_LINES;
  return {
    id: digestId(day, ownerRef),
    recipients: [ownerRef],
    keys: [...lost, ...ending, ...campaigns].map(({ key }) => key).sort(),
    title: titleOf(content),
    description: [
      ...lines.slice(0, MOST_LINES),
      ...(rest > 0 ? [`And ${rest} more.`] : []),
    ].join('\n'),
    link: linkOf(ownerRef, content),
    severity: isPressing(content, now) ? 'high' : 'normal',
    topic: TOPIC,
  };
}

function titleOf({ lost, ending, campaigns }: DigestContent): string {
  const fell = [
    ...new Map(lost.map(item => [item.workloadRef, item])).values(),
  ];
  const parts: string[] = [];
  if (fell.length === 1) parts.push(`${fell[0].workloadTitle} lost a level`);
  if (fell.length > 1) parts.push(`${fell.length} workloads lost a level`);
  if (ending.length > 0) parts.push(`${countOf(ending)} soon`);
  if (campaigns.length === 1) {
    parts.push(`campaign '${campaigns[0].campaign.title}'`);
  }
  if (campaigns.length > 1) parts.push(`${campaigns.length} campaigns`);
  return `Maturity: ${parts.join('; ')}`;
}

function lostLine(items: LostLevel[]): string {
  const [{ workloadTitle, modelTitle }] = items;
  // The overall level first, it says what matters most and why.
  const sorted = [...items].sort((a, b) =>
    (a.pillarTitle ?? '').localeCompare(b.pillarTitle ?? ''),
  );
  const steps = sorted.map(
    ({ pillarTitle, from, to }) =>
      `${pillarTitle ?? 'overall level'} ${from} → ${to}`,
  );
  return `${workloadTitle} (${modelTitle}): ${steps.join(', ')}. ${
    sorted[0].cause
  }`;
}

function endingLine(items: EndingAnswer[]): string {
  const sorted = [...items].sort((a, b) => a.endsAt.localeCompare(b.endsAt));
  const titles = some(
    sorted.map(({ criterionTitle }) => criterionTitle),
    MOST_TITLES,
  );
  const [{ workloadTitle, endsAt }] = sorted;
  return sorted.length === 1
    ? `${workloadTitle}: ${countOf(sorted)} on ${dayOf(endsAt)}: ${titles}.`
    : `${workloadTitle}: ${countOf(sorted)}, the first on ${dayOf(
        endsAt,
      )}: ${titles}.`;
}

/** `1 attestation expires`, `2 attestations and 1 exemption expire`. */
function countOf(items: EndingAnswer[]): string {
  const parts = (['attestation', 'exemption'] as const).flatMap(kind => {
    const count = items.filter(item => item.kind === kind).length;
    if (count === 0) return [];
    return [`${count} ${kind}${count === 1 ? '' : 's'}`];
  });
  return `${parts.join(' and ')} ${items.length === 1 ? 'expires' : 'expire'}`;
}

function campaignLine({
  kind,
  campaign,
  owners: [{ open, workloads }],
}: CampaignOccasion): string {
  const name = `Campaign '${campaign.title}'`;
  const left =
    workloads === 1
      ? 'your workload is not there yet'
      : `${open} of your ${workloads} workloads ${
          open === 1 ? 'is' : 'are'
        } not there yet`;
  const deadline = dayOf(campaign.deadline);
  if (kind === 'missed') return `${name} ended on ${deadline}: ${left}.`;
  return kind === 'started'
    ? `${name} has started: ${left}. It ends on ${deadline}.`
    : `${name} ends on ${deadline}: ${left}.`;
}

function linkOf(
  ownerRef: string,
  { lost, ending, campaigns }: DigestContent,
): string {
  const items = [...lost, ...ending];
  const workloads = new Set(items.map(({ workloadRef }) => workloadRef));
  if (workloads.size === 0 && campaigns.length === 1) {
    return `/maturity/campaigns/${encodeURIComponent(
      campaigns[0].campaign.id,
    )}`;
  }
  if (workloads.size === 1 && campaigns.length === 0) {
    const [{ workloadRef, modelId }] = items;
    const pillars = [
      ...new Set(items.flatMap(({ pillarId }) => pillarId ?? [])),
    ];
    return tabPath(workloadRef, {
      model: modelId,
      pillar: pillars.length === 1 ? pillars[0] : undefined,
      criterion: items.length === 1 ? ending[0]?.criterionId : undefined,
    });
  }
  return `/maturity/${
    workloads.size === 0
      ? 'campaigns'
      : `review?owner=${encodeURIComponent(ownerRef)}`
  }`;
}

function isPressing(
  { lost, ending, campaigns }: DigestContent,
  now: string,
): boolean {
  return (
    lost.length > 0 ||
    campaigns.some(({ kind }) => kind === 'missed') ||
    ending.some(
      ({ endsAt }) => Date.parse(endsAt) - Date.parse(now) <= 2 * DAY_MS,
    )
  );
}

function groups<T>(items: T[], keyOf: (item: T) => string): T[][] {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const group = found.get(keyOf(item));
    if (group) group.push(item);
    else found.set(keyOf(item), [item]);
  }
  return [...found.values()];
}
