import { z } from 'zod';
import { OpenSloVersion } from '../versions';
import {
  anyObject,
  description,
  fields,
  flag,
  name,
  oneOf,
  text,
} from './fields';

/** `spec` of a DataSource. */
export const dataSourceSpec = fields({
  description,
  type: text,
  // Never kept: it may hold secrets, and only hosts of the configuration are contacted.
  connectionDetails: z
    .any()
    .transform(() => undefined)
    .optional(),
});

function metricOf(version: OpenSloVersion): z.ZodType {
  if (version === 'openslo/v1') {
    return fields({
      metricSource: fields({
        metricSourceRef: name.optional(),
        type: text.optional(),
        spec: anyObject,
      }),
    });
  }
  return fields({
    dataSourceRef: name.optional(),
    dataSourceSpec: dataSourceSpec.optional(),
    spec: anyObject,
  }).superRefine(({ dataSourceRef, dataSourceSpec: own }, context) => {
    if (Boolean(dataSourceRef) === Boolean(own)) {
      context.addIssue({
        code: 'custom',
        path: ['dataSourceRef'],
        message: 'either dataSourceRef or dataSourceSpec',
      });
    }
  });
}

function ratioOf(version: OpenSloVersion) {
  const metric = metricOf(version);
  return fields({
    counter: flag.optional(),
    good: metric.optional(),
    bad: metric.optional(),
    total: metric.optional(),
    raw: metric.optional(),
    rawType: oneOf(['success', 'failure']).optional(),
  }).superRefine(({ good, bad, total, raw, rawType }, context) => {
    const report = (path: string[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    if (raw) {
      if (good || bad || total) {
        report([], 'either raw, or total with good or bad');
      }
      if (!rawType) report(['rawType'], 'success or failure beside raw');
      return;
    }
    if (rawType) report(['raw'], 'a metric beside rawType');
    else if (!total) report(['total'], 'total with good or bad, or raw');
    else if (Boolean(good) === Boolean(bad)) {
      report([], 'either good or bad beside total');
    }
  });
}

/** `spec` of an SLI. */
export function sliSpecOf(version: OpenSloVersion) {
  return fields({
    description,
    thresholdMetric: metricOf(version).optional(),
    ratioMetric: ratioOf(version).optional(),
  }).superRefine(({ thresholdMetric, ratioMetric }, context) => {
    if (Boolean(thresholdMetric) === Boolean(ratioMetric)) {
      context.addIssue({
        code: 'custom',
        message: 'either thresholdMetric or ratioMetric',
      });
    }
  });
}
