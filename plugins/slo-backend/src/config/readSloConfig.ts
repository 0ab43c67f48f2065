import { resolve } from 'node:path';
import {
  SchedulerServiceTaskScheduleDefinition,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { Retention } from '../store/Keeper';

const DEFAULT_RETENTION: Retention = {
  days: 100,
  transitionDays: 400,
  reportMonths: 36,
  sampleDays: 10,
};

/** A place with OpenSLO documents. */
export interface DocumentLocation {
  kind: 'directory' | 'file';
  /** Absolute. */
  path: string;
  /** As people know it: what the configuration says, without the way up to it. */
  label: string;
}

/** The `slo` section of the configuration. */
export interface SloConfig {
  documents: DocumentLocation[];
  catalogDocuments: {
    /** When documents that the catalog leads to are read. */
    schedule: SchedulerServiceTaskScheduleDefinition;
    /** Absolute paths of folders of this machine that entities may lead to. */
    directories: string[];
  };
  samplesDirectory?: string;
  retention: Retention;
  schedule: SchedulerServiceTaskScheduleDefinition;
}

/**
 * Reads the `slo` section; with none at all there are no documents.
 *
 * @throws InputError that names the key.
 */
export function readSloConfig(config: Config): SloConfig {
  const section = config.getOptionalConfig('slo');
  const documents = (section?.getOptionalConfigArray('documents') ?? []).map(
    (entry, index): DocumentLocation => {
      const directory = entry.getOptionalString('directory');
      const file = entry.getOptionalString('file');
      const path = directory ?? file;
      if (path === undefined || (directory && file)) {
        throw new InputError(
          `slo.documents[${index}] must have either 'directory' or 'file'`,
        );
      }
      return {
        kind: directory ? 'directory' : 'file',
        path: resolve(path),
        label: path.replace(/^(\.\.?\/)+/, ''),
      };
    },
  );
  const samples = section?.getOptionalString('samples.directory');
  const schedule = section?.getOptionalConfig('schedule');
  const catalogSchedule = section?.getOptionalConfig(
    'catalogDocuments.schedule',
  );
  return {
    documents,
    catalogDocuments: {
      schedule: catalogSchedule
        ? readSchedulerServiceTaskScheduleDefinitionFromConfig(catalogSchedule)
        : {
            frequency: { minutes: 5 },
            timeout: { minutes: 15 },
            initialDelay: { seconds: 15 },
          },
      directories: (
        section?.getOptionalStringArray('catalogDocuments.directories') ?? []
      ).map(path => resolve(path)),
    },
    samplesDirectory: samples === undefined ? undefined : resolve(samples),
    retention: readRetention(section?.getOptionalConfig('retention')),
    schedule: schedule
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
      : {
          frequency: { minutes: 1 },
          timeout: { minutes: 15 },
          initialDelay: { seconds: 3 },
        },
  };
}

function readRetention(section: Config | undefined): Retention {
  const read = (key: keyof Retention) => {
    const value = section?.getOptionalNumber(key);
    if (value === undefined) return DEFAULT_RETENTION[key];
    if (!Number.isInteger(value) || value < 1) {
      throw new InputError(
        `slo.retention.${key} must be a whole number of at least 1`,
      );
    }
    return value;
  };
  return {
    days: read('days'),
    transitionDays: read('transitionDays'),
    reportMonths: read('reportMonths'),
    sampleDays: read('sampleDays'),
  };
}
