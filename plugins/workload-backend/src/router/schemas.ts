import { HEALTH_STATES } from '@plumbline/plugin-workload-common';
import { openApi } from '@plumbline/plugin-workload-node';

/** One of some words. */
export const oneOf = (words: readonly string[]) => ({
  type: 'string',
  enum: words,
});

export const healthState = oneOf(HEALTH_STATES);

/** The good answer of a route, by the properties that it has at least. */
export const required = (description: string, properties: string[]) =>
  openApi.answer(description, { type: 'object', required: properties });

/** What routes of a workload answer beside the good answer. */
export const noSuchWorkload = {
  404: { description: 'There is no such workload' },
};

/** Why something is ill: one signal, and the way it came up. */
export const healthCause = openApi.object({
  entityRef: openApi.text,
  signalId: openApi.text,
  state: healthState,
  reason: openApi.text,
  observedAt: openApi.time,
  path: openApi.list(openApi.text),
});
