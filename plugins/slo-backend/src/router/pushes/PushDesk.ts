import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  PushedEvents,
  PushedSamples,
  TimelineEvent,
} from '@plumbline/plugin-slo-common';
import { refOf, subjectOf, timeOf } from '@plumbline/plugin-workload-node';
import { Pusher } from '../../config/readPushers';
import { SampleStore } from '../../store/SampleStore';
import { TimelineStore } from '../../store/TimelineStore';
import { WorkloadStore } from '../../store/WorkloadStore';

/** Clocks of two machines differ. */
const CLOCK_SKEW_SECONDS = 60;
const MOST_SAMPLES = 10_000;

/** Takes what services push that the configuration names; all of a request or none. */
export class PushDesk {
  readonly #pushers: Map<string, Pusher>;
  readonly #samples: SampleStore;
  readonly #timeline: TimelineStore;
  readonly #workloads: WorkloadStore;
  readonly #now: () => Date;

  constructor(options: {
    pushers: Pusher[];
    samples: SampleStore;
    timeline: TimelineStore;
    workloads: WorkloadStore;
    now?: () => Date;
  }) {
    this.#pushers = new Map(
      options.pushers.map(pusher => [pusher.subject, pusher]),
    );
    this.#samples = options.samples;
    this.#timeline = options.timeline;
    this.#workloads = options.workloads;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * What the configuration lets a caller push.
   *
   * @throws NotAllowedError when it does not name the caller.
   */
  pusher(credentials: BackstageCredentials): Pusher {
    const subject = subjectOf(credentials);
    const pusher = this.#pushers.get(subject);
    if (!pusher) {
      throw new NotAllowedError(
        `'${subject}' may not push: slo.pushers does not name it`,
      );
    }
    return pusher;
  }

  /**
   * Stores samples; the next round counts them.
   *
   * @returns how many there were.
   * @throws NotAllowedError or InputError, naming the item.
   */
  async takeSamples(
    { items }: PushedSamples,
    pusher: Pusher,
  ): Promise<{ samples: number }> {
    const latest = this.#now().getTime() / 1_000 + CLOCK_SKEW_SECONDS;
    let samples = 0;
    items.forEach((item, index) => {
      const place = `items[${index}]`;
      if (!pusher.series.some(prefix => item.series.startsWith(prefix))) {
        throw new NotAllowedError(
          `${place}.series: '${
            pusher.subject
          }' may push series that begin with ${
            pusher.series.join(', ') || 'nothing at all'
          }; '${item.series}' does not`,
        );
      }
      item.samples.forEach(([end, value], number) => {
        if (!Number.isInteger(end) || end > latest) {
          throw new InputError(
            `${place}.samples[${number}]: expected [end, value] with an end in whole epoch seconds that is not in the future`,
          );
        }
        if (!Number.isFinite(value)) {
          throw new InputError(
            `${place}.samples[${number}]: expected a finite value`,
          );
        }
      });
      samples += item.samples.length;
    });
    if (samples > MOST_SAMPLES) {
      throw new InputError(
        `items: expected at most ${MOST_SAMPLES} samples in one request, got ${samples}`,
      );
    }
    await this.#samples.push(items);
    return { samples };
  }

  /**
   * Stores deployments for the timelines of their workloads.
   *
   * @returns how many there were.
   * @throws NotAllowedError, NotFoundError or InputError, naming the item.
   */
  async takeEvents(
    { items }: PushedEvents,
    pusher: Pusher,
  ): Promise<{ events: number }> {
    const events = items.map((item, index): TimelineEvent => {
      const place = `items[${index}]`;
      const workloadRef = refOf(item.workloadRef, `${place}.workloadRef`);
      if (!['*', workloadRef].some(ref => pusher.events.includes(ref))) {
        throw new NotAllowedError(
          `${place}.workloadRef: '${pusher.subject}' may not tell of '${workloadRef}'`,
        );
      }
      const at = timeOf(item.at, `${place}.at`);
      const until =
        item.until === undefined
          ? undefined
          : timeOf(item.until, `${place}.until`);
      if (until !== undefined && until < at) {
        throw new InputError(`${place}.until: expected a time after 'at'`);
      }
      if (item.url !== undefined && !/^https?:\/\//.test(item.url)) {
        throw new InputError(`${place}.url: expected an http or https address`);
      }
      return {
        id: item.id,
        workloadRef,
        kind: 'deployment',
        at,
        until,
        title: item.title.trim(),
        entityRef:
          item.entityRef && refOf(item.entityRef, `${place}.entityRef`),
        url: item.url,
      };
    });
    const known = await this.#workloads.read(
      events.map(({ workloadRef }) => workloadRef),
    );
    events.forEach(({ workloadRef }, index) => {
      if (!known.has(workloadRef)) {
        throw new NotFoundError(
          `items[${index}].workloadRef: no workload '${workloadRef}' is known`,
        );
      }
    });
    await this.#timeline.save(pusher.subject, events);
    return { events: events.length };
  }
}
