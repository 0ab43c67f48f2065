import { Message, OWNERS, Webhook } from '@plumbline/plugin-workload-node';
import { Audience, AudienceStore, FindingNumbers } from './AudienceStore';
import { Digest, DigestReader, FindingCount } from './DigestReader';
import { Escalation, isChannel } from './Escalation';
import { Survey, ToldStore } from './ToldStore';
import { URGENT_STEP } from './Warning';
import { DigestContent, composeDigest } from './composeDigest';
import { weekOf } from './weekOf';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** One who is told now. */
interface Turn {
  audience: string;
  before?: Audience;
  /** Whether they are told what is new now. */
  isDue: boolean;
  /** When it is time for their weekly digest: the findings in it. */
  weekly?: FindingCount[];
}

/**
 * Tells everyone who has to hear of credentials, in digests: what reached a new
 * stage, and what is over. At most one a day, or one an hour where a date is
 * near or something is over; once a week with all that is still open and with
 * findings, of which those that are known make a digest only once a month. Everything is a row, so that nothing is lost or told twice.
 */
export class NoticeRound {
  readonly #store: ToldStore;
  readonly #audiences: AudienceStore;
  readonly #reader: DigestReader;
  readonly #escalation: Escalation;
  readonly #webhooks: Map<string, Webhook>;
  readonly #owners: boolean;
  readonly #platformTeamRef?: string;

  constructor(options: {
    store: ToldStore;
    audiences: AudienceStore;
    reader: DigestReader;
    webhooks: readonly Webhook[];
    /** Whether people are told by notifications of the portal. */
    owners: boolean;
    /** Full ref of who is told of what others ignore. */
    platformTeamRef?: string;
  }) {
    this.#store = options.store;
    this.#audiences = options.audiences;
    this.#reader = options.reader;
    this.#webhooks = new Map(
      options.webhooks.map(webhook => [webhook.channel, webhook]),
    );
    this.#owners = options.owners;
    this.#platformTeamRef = options.platformTeamRef;
    this.#escalation = new Escalation(options);
  }

  /** Puts what is new in the outbox. */
  async run(now: Date): Promise<void> {
    await this.#escalation.run(now);
    // Before what there is to tell, so that whoever was told since is noticed.
    const audiences = await this.#audiences.all();
    const week = weekOf(now);
    const hadWeek = this.#audiences.hadWeek(audiences, week.monday);
    const survey = await this.#store.survey();
    const weekly = hadWeek ? new Map() : await this.#weekly(survey, now);
    let complete = true;
    for (const turn of turnsOf(audiences, survey, weekly, now)) {
      complete = (await this.#tell(turn, now)) && complete;
    }
    if (hadWeek || !complete) return;
    await this.#audiences.noteWeek(week.monday);
  }

  /** Everyone for whom a week may have something, with the findings in it. */
  async #weekly(
    survey: Map<string, Survey>,
    now: Date,
  ): Promise<Map<string, FindingCount[]>> {
    const { begins } = weekOf(now);
    const found = new Map<string, FindingCount[]>();
    for (const [audience, { firstToldAt }] of survey) {
      if (firstToldAt && firstToldAt < begins) found.set(audience, []);
    }
    if (this.#owners) {
      const byRef = await this.#reader.findingsByResponsible(
        begins,
        this.#platformTeamRef,
      );
      for (const [ref, findings] of byRef) found.set(ref, findings);
    }
    for (const { channel, rules } of this.#webhooks.values()) {
      if (!rules.severities.includes('low')) continue;
      found.set(channel, await this.#reader.findingsFor(rules, begins));
    }
    return found;
  }

  /** @returns false when another replica told them something meanwhile. */
  async #tell(turn: Turn, now: Date): Promise<boolean> {
    const { audience, before, weekly } = turn;
    const at = now.toISOString();
    const channel = this.#channelOf(audience);
    if (!channel) {
      await this.#store.dismiss(audience, at);
      return true;
    }
    const known = await this.#reader.read(
      audience,
      weekly && weekOf(now).begins,
    );
    const message = this.#compose(turn, known, now);
    if (!message) {
      // Of what there is no row any more there is nothing to say.
      if (turn.isDue) await this.#store.settle(known.news.overIds, at);
      return true;
    }
    return this.#audiences.tell(
      {
        audience,
        before,
        newIds: known.news.newIds,
        overIds: known.news.overIds,
        weekly: weekly && {
          week: weekOf(now).monday,
          findings: numbersOf(weekly),
        },
        channel,
        message,
      },
      at,
    );
  }

  #compose(turn: Turn, known: Digest, now: Date): Message | undefined {
    const { audience, isDue } = turn;
    const weekly = weeklyOf(turn, known, now);
    if (!weekly && !isDue) return undefined;
    return composeDigest({
      audience,
      ownerRef: isChannel(audience) ? undefined : audience,
      news: known.news,
      standing: known.standing,
      weekly,
      now,
    });
  }

  /** How they are told; `undefined` when they are no more. */
  #channelOf(audience: string): string | undefined {
    if (isChannel(audience)) return this.#webhooks.get(audience)?.channel;
    return this.#owners ? OWNERS : undefined;
  }
}

/** Who is told now. */
function turnsOf(
  audiences: Map<string, Audience>,
  survey: Map<string, Survey>,
  weekly: Map<string, FindingCount[]>,
  now: Date,
): Turn[] {
  const { monday } = weekOf(now);
  const all = new Set([...survey.keys(), ...weekly.keys()]);
  return [...all].flatMap(audience => {
    const before = audiences.get(audience);
    const { waitingStep = 0, hasEnded = false } = survey.get(audience) ?? {};
    const isSoon = hasEnded || waitingStep >= URGENT_STEP;
    const since = ago(now, isSoon ? HOUR_MS : DAY_MS);
    const isDue =
      (hasEnded || waitingStep > 0) && (before?.toldAt ?? '') <= since;
    const ofWeek = before?.week === monday ? undefined : weekly.get(audience);
    return isDue || ofWeek ? [{ audience, before, isDue, weekly: ofWeek }] : [];
  });
}

/** What the week has for them; `undefined` when that is nothing, or they had it. */
function weeklyOf(
  { before, weekly }: Turn,
  { reminders }: Digest,
  now: Date,
): DigestContent['weekly'] {
  if (!weekly) return undefined;
  const tellsFindings =
    weekly.length > 0 &&
    (weekOf(now).isFirstOfMonth || hasMore(weekly, before?.findings));
  return reminders.count > 0 || tellsFindings
    ? { reminders, findings: weekly }
    : undefined;
}

function numbersOf(findings: FindingCount[]): FindingNumbers {
  return Object.fromEntries(findings.map(({ code, count }) => [code, count]));
}

/** Whether there are more findings than they know of. */
function hasMore(findings: FindingCount[], known: FindingNumbers = {}) {
  return findings.some(({ code, count }) => count > (known[code] ?? 0));
}

function ago(now: Date, ms: number): string {
  return new Date(now.getTime() - ms).toISOString();
}
