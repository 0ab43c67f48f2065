import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** Who may tell of stamps, and of which. */
export interface Reporter {
  /** Subject of a service, such as `external:pipelines`, or ref of a user. */
  subject: string;
  /** Full refs of workloads of whose stamps it may tell; of all when absent. */
  workloads?: string[];
}

/**
 * Reads `stamp.reporters`; nobody when absent.
 *
 * @throws InputError that names the key.
 */
export function readReporters(config: Config): Reporter[] {
  const subjects = new Set<string>();
  return (config.getOptionalConfigArray('stamp.reporters') ?? []).map(
    (reporter, index) => {
      const subject = reporter.getString('subject');
      if (subjects.has(subject)) {
        throw new InputError(
          `stamp.reporters[${index}].subject: '${subject}' is there twice`,
        );
      }
      subjects.add(subject);
      const workloads = reporter
        .getOptionalStringArray('workloads')
        ?.map(ref => ref.toLocaleLowerCase('en-US'));
      workloads?.forEach(ref => {
        if (!/^system:[^/]+\/[^/]+$/.test(ref)) {
          throw new InputError(
            `stamp.reporters[${index}].workloads: expected full refs such as system:default/shop; got '${ref}'`,
          );
        }
      });
      return { subject, workloads };
    },
  );
}
