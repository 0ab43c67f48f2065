import { z } from 'zod';
import { OpenSloKind } from '../document';
import { OPENSLO_VERSIONS, OpenSloVersion } from '../versions';
import {
  alertConditionSpecOf,
  alertNotificationTargetSpec,
  alertPolicySpecOf,
} from './alerting';
import { description, fields, metadataOf } from './fields';
import { dataSourceSpec, sliSpecOf } from './sli';
import { sloSpecOf } from './slo';

/** What documents of one version look like, as they write it. */
export interface VersionSchema {
  metadata: z.ZodType;
  spec: Record<OpenSloKind, z.ZodType>;
}

function schemaOf(version: OpenSloVersion): VersionSchema {
  return {
    metadata: metadataOf(version),
    spec: {
      Service: fields({ description }),
      SLI: sliSpecOf(version),
      SLO: sloSpecOf(version),
      DataSource: dataSourceSpec,
      AlertPolicy: alertPolicySpecOf(version),
      AlertCondition: alertConditionSpecOf(version),
      AlertNotificationTarget: alertNotificationTargetSpec,
    },
  };
}

/** Schemas by version. */
export const versionSchemas = Object.fromEntries(
  OPENSLO_VERSIONS.map(version => [version, schemaOf(version)]),
) as Record<OpenSloVersion, VersionSchema>;
