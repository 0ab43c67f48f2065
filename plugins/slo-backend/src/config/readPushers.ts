import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** Who may push samples and events, and about what. */
export interface Pusher {
  /** Subject of a service, such as `ci`, or ref of a user. */
  subject: string;
  /** What names of series begin with that it may push; none when empty. */
  series: string[];
  /** Full refs of workloads, `*` for all, about which it may tell events; none when empty. */
  events: string[];
}

/**
 * Reads `slo.pushers`; nobody when absent.
 *
 * @throws InputError that names the key.
 */
export function readPushers(config: Config): Pusher[] {
  return (config.getOptionalConfigArray('slo.pushers') ?? []).map(
    (pusher, index) => {
      const subject = pusher.getString('subject');
      const series = pusher.getOptionalStringArray('series') ?? [];
      const events = (pusher.getOptionalStringArray('events') ?? []).map(ref =>
        ref.toLocaleLowerCase('en-US'),
      );
      if (series.length === 0 && events.length === 0) {
        throw new InputError(
          `slo.pushers[${index}]: expected 'series', 'events' or both for '${subject}'`,
        );
      }
      events.forEach(ref => {
        if (ref !== '*' && !/^system:[^/]+\/[^/]+$/.test(ref)) {
          throw new InputError(
            `slo.pushers[${index}].events: expected full refs such as system:default/shop, or '*'; got '${ref}'`,
          );
        }
      });
      return { subject, series, events };
    },
  );
}
