import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import {
  Campaign,
  Exemption,
  MaturityModel,
  PlacedCriterion,
  appliesToTier,
  attestationEnd,
} from '@plumbline/plugin-maturity-common';
import { ModelIndex } from '../../models/ModelIndex';
import { CampaignStore } from '../../store/CampaignStore';
import { DigestStore, TimeSpan } from '../../store/DigestStore';
import { ExemptionStore } from '../../store/ExemptionStore';
import { DigestCoverage, NoticeStore } from '../../store/NoticeStore';
import { WorkloadStore } from '../../store/WorkloadStore';
import { NoticeSender } from './NoticeSender';
import {
  CampaignOccasion,
  DigestContent,
  EndingAnswer,
  composeDigests,
  digestId,
} from './composeDigests';
import { DigestDay, digestDay } from './digestDay';
import { exemptionNotice } from './exemptionNotice';

const DAY_MS = 86_400_000;
/** Days before the end at which owners are told. */
const TELL_DAYS_BEFORE = [1, 7, 30];
const REACHES_BACK_MS = 7 * DAY_MS;
/** What happened right before a round may be stored right after it. */
const LATE_MS = 60_000;
const EXEMPTIONS_AT_ONCE = 500;

type Place = PlacedCriterion & { model: MaturityModel };

/** What the round needs to know of the models. */
interface NamedModels {
  readonly indexes: ModelIndex[];
  criterion(id: string): Place | undefined;
}

/**
 * Tells people what concerns them: owners by one digest a day, which grows
 * while the day brings more, and whoever an exemption concerns at once.
 */
export class NoticeRound {
  readonly #models: NamedModels;
  readonly #workloads: WorkloadStore;
  readonly #exemptions: ExemptionStore;
  readonly #campaigns: CampaignStore;
  readonly #digests: DigestStore;
  readonly #notices: NoticeStore;
  readonly #sender: NoticeSender;
  readonly #logger: LoggerService;
  readonly #hour: number;
  readonly #timeZone: string;
  readonly #platformTeam?: string;
  readonly #now: () => Date;

  constructor(options: {
    models: NamedModels;
    workloads: WorkloadStore;
    exemptions: ExemptionStore;
    campaigns: CampaignStore;
    digests: DigestStore;
    notices: NoticeStore;
    sender: NoticeSender;
    logger: LoggerService;
    /** Of the clock in `timeZone`, 0 to 23. */
    digestHour: number;
    timeZone: string;
    platformTeam?: string;
    now?: () => Date;
  }) {
    this.#models = options.models;
    this.#workloads = options.workloads;
    this.#exemptions = options.exemptions;
    this.#campaigns = options.campaigns;
    this.#digests = options.digests;
    this.#notices = options.notices;
    this.#sender = options.sender;
    this.#logger = options.logger;
    this.#hour = options.digestHour;
    this.#timeZone = options.timeZone;
    this.#platformTeam = options.platformTeam;
    this.#now = options.now ?? (() => new Date());
  }

  /** Makes a round at every full hour, of which one begins the digests of a new day. */
  async start(scheduler: SchedulerService): Promise<void> {
    await scheduler.scheduleTask({
      id: 'maturity-tell-owners',
      frequency: { cron: '0 * * * *' },
      timeout: { minutes: 30 },
      initialDelay: { minutes: 2 },
      fn: () => this.run(),
    });
  }

  /** Sends whatever is new. What could not be sent is in the next round. */
  async run(): Promise<void> {
    const now = this.#now();
    const day = digestDay(now, this.#hour, this.#timeZone);
    const { previousDay, ...coverage } = await this.#notices.coverage(
      day,
      iso(now.getTime() - REACHES_BACK_MS),
    );
    const content: DigestContent = {
      lost: await this.#lost(coverage, now),
      ending: await this.#ending(coverage, day, now),
      campaigns: await this.#occasions(coverage, day, now),
    };
    const digests = composeDigests(
      day.day,
      now.toISOString(),
      content,
      await this.#toldBefore(previousDay, content),
    );
    const areDigestsSent = await this.#sender.deliver(digests);
    await this.#sender.deliver(await this.#exemptionNotices(coverage));
    if (areDigestsSent) {
      await this.#notices.noteCovered(day.day, iso(now.getTime() - LATE_MS));
    }
  }

  /** Tells whom a request or decision concerns, in the background; the next round does it if that fails. */
  tellOfExemption(exemption: Exemption): void {
    const { workloadRef } = exemption;
    this.#workloads
      .read([workloadRef])
      .then(known =>
        this.#sender.deliver(
          this.#noticesOf([
            {
              ...exemption,
              workloadTitle: known.get(workloadRef)?.title,
              ownerRef: known.get(workloadRef)?.ownerRef,
            },
          ]),
        ),
      )
      .catch(error =>
        this.#logger.warn(
          `Nobody could be told of exemption ${exemption.id} yet: ${error.message}`,
        ),
      );
  }

  async #lost({ eventsFrom }: DigestCoverage, now: Date) {
    const span = { from: eventsFrom, to: now.toISOString() };
    const lost: DigestContent['lost'] = [];
    for (const { model } of this.#models.indexes) {
      const titles = new Map(model.pillars.map(({ id, title }) => [id, title]));
      const fallen = await this.#digests.fallen(
        model.id,
        [...titles.keys()],
        span,
      );
      lost.push(
        ...fallen.map(item => ({
          ...item,
          key: `lost/${item.workloadRef}/${model.id}/${item.pillarId ?? ''}/${
            item.revision
          }`,
          modelTitle: model.title,
          pillarTitle: item.pillarId && titles.get(item.pillarId),
        })),
      );
    }
    return lost;
  }

  async #ending(
    { datesFrom }: DigestCoverage,
    { end }: DigestDay,
    now: Date,
  ): Promise<EndingAnswer[]> {
    const spans = TELL_DAYS_BEFORE.map(days => ({
      days,
      from: later(datesFrom, days),
      to: later(end, days),
    }));
    const validForDays = new Map(
      this.#models.indexes.flatMap(({ criteria }) =>
        criteria.flatMap(({ criterion: { id, attestation } }) =>
          attestation ? [[id, attestation.validForDays] as const] : [],
        ),
      ),
    );
    const answers = await this.#digests.answersEnding(spans, validForDays);
    const exemptions = await this.#digests.exemptionsEnding(spans);
    const dated = [
      ...answers.map(item => ({
        item,
        kind: 'attestation' as const,
        endOf: ({ criterion }: Place) =>
          attestationEnd(criterion.attestation!, { ...item, answer: 'met' }),
      })),
      ...exemptions.map(item => ({
        item,
        kind: 'exemption' as const,
        endOf: () => Date.parse(item.expiresAt),
      })),
    ];
    return dated.flatMap(({ item, kind, endOf }): EndingAnswer[] => {
      const place = this.#models.criterion(item.criterionId);
      if (!place || !appliesToTier(place.model, item.tier)) return [];
      const endsAt = iso(endOf(place));
      // The nearest of the days when several came since the last digest.
      const span = spans.find(({ from, to }) => from <= endsAt && endsAt < to);
      if (!span || endsAt <= now.toISOString()) return [];
      return [
        {
          key: `ending/${kind}/${item.workloadRef}/${item.criterionId}/${endsAt}/${span.days}`,
          kind,
          workloadRef: item.workloadRef,
          workloadTitle: item.workloadTitle,
          ownerRef: item.ownerRef,
          modelId: place.model.id,
          pillarId: place.pillar.id,
          criterionId: item.criterionId,
          criterionTitle: place.criterion.title,
          endsAt,
        },
      ];
    });
  }

  async #occasions(
    coverage: DigestCoverage,
    day: DigestDay,
    now: Date,
  ): Promise<CampaignOccasion[]> {
    const campaigns = await this.#campaigns.list(now.getTime(), [
      'running',
      'missed',
    ]);
    const occasions = campaigns.flatMap(campaign => {
      const kind = occasionOf(
        campaign,
        { from: coverage.eventsFrom, to: now.toISOString() },
        { from: coverage.datesFrom, to: day.end },
      );
      return kind ? [{ campaign, ...kind }] : [];
    });
    if (occasions.length === 0) return [];
    const owners = await this.#campaigns.openOwners(
      occasions.map(({ campaign }) => campaign.id),
    );
    return occasions.map(occasion => ({
      ...occasion,
      owners: owners.filter(
        ({ campaignId }) => campaignId === occasion.campaign.id,
      ),
    }));
  }

  /** What owners were told by the digest of an earlier day. */
  async #toldBefore(
    previousDay: string | undefined,
    { lost, ending, campaigns }: DigestContent,
  ): Promise<(ownerRef: string, key: string) => boolean> {
    if (!previousDay) return () => false;
    const owners = new Set([
      ...[...lost, ...ending].map(({ ownerRef }) => ownerRef),
      ...campaigns.flatMap(({ owners: of }) =>
        of.map(({ ownerRef }) => ownerRef),
      ),
    ]);
    const told = await this.#notices.told(
      [...owners].map(ownerRef => digestId(previousDay, ownerRef)),
    );
    return (ownerRef, key) =>
      told.get(digestId(previousDay, ownerRef))?.has(key) ?? false;
  }

  async #exemptionNotices({ eventsFrom }: DigestCoverage) {
    const { items: waiting } = await this.#exemptions.page({
      states: ['requested'],
      limit: EXEMPTIONS_AT_ONCE,
      offset: 0,
    });
    return this.#noticesOf([
      ...waiting,
      ...(await this.#exemptions.decidedSince(eventsFrom)),
    ]);
  }

  #noticesOf(exemptions: Parameters<typeof exemptionNotice>[0][]) {
    return exemptions.flatMap(exemption => {
      const notice = exemptionNotice(
        exemption,
        this.#models.criterion(exemption.criterionId),
        this.#platformTeam,
      );
      return notice ? [notice] : [];
    });
  }
}

/** What there is to say about a campaign: that it was missed, else a reminder, else that it has started. */
function occasionOf(
  campaign: Campaign,
  events: TimeSpan,
  dates: TimeSpan,
): Pick<CampaignOccasion, 'key' | 'kind'> | undefined {
  const { id, state, deadline, createdAt, startsAt } = campaign;
  const isIn = ({ from, to }: TimeSpan, time: string) =>
    from <= time && time < to;
  if (state === 'missed') {
    return isIn(events, deadline)
      ? { kind: 'missed', key: `campaign/${id}/missed/${deadline}` }
      : undefined;
  }
  const days = [...campaign.remindDaysBefore]
    .sort((a, b) => a - b)
    .find(before => isIn(dates, later(deadline, -before)));
  if (days !== undefined) {
    return { kind: 'reminder', key: `campaign/${id}/${deadline}/${days}` };
  }
  return isIn(events, startsAt > createdAt ? startsAt : createdAt)
    ? { kind: 'started', key: `campaign/${id}/started` }
    : undefined;
}

function later(time: string, days: number): string {
  return iso(Date.parse(time) + days * DAY_MS);
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
