import { FieldPath, OpenSloKind } from './document';

type Fields = Record<string, unknown>;

/**
 * A checked `spec` of v2alpha in the shape of v1: `sli` is `indicator`, and the
 * fields of a metric move into `metricSource`.
 */
export function specOfV2alpha(kind: OpenSloKind, spec: unknown): unknown {
  if (kind === 'SLI') return sliSpec(spec as Fields);
  return kind === 'SLO' ? sloSpec(spec as Fields) : spec;
}

function sloSpec({ service, serviceRef, ...spec }: Fields): Fields {
  return {
    ...withIndicator(spec),
    service: serviceRef ?? service,
    objectives: (spec.objectives as Fields[]).map(({ labels, ...each }) =>
      withIndicator(each),
    ),
  };
}

function withIndicator({ sli, sliRef, ...rest }: Fields): Fields {
  const own = sli as { metadata: unknown; spec: Fields } | undefined;
  return {
    ...rest,
    ...(own && {
      indicator: { metadata: own.metadata, spec: sliSpec(own.spec) },
    }),
    ...(sliRef !== undefined && { indicatorRef: sliRef }),
  };
}

function sliSpec({ thresholdMetric, ratioMetric, ...rest }: Fields): Fields {
  const spec: Fields = { ...rest };
  if (thresholdMetric) spec.thresholdMetric = metric(thresholdMetric as Fields);
  if (ratioMetric) {
    const ratio: Fields = { ...(ratioMetric as Fields) };
    for (const role of ['good', 'bad', 'total', 'raw']) {
      if (ratio[role]) ratio[role] = metric(ratio[role] as Fields);
    }
    spec.ratioMetric = ratio;
  }
  return spec;
}

function metric({ dataSourceRef, dataSourceSpec, spec }: Fields): Fields {
  return {
    metricSource: {
      ...(dataSourceRef !== undefined && { metricSourceRef: dataSourceRef }),
      ...(dataSourceSpec !== undefined && {
        type: (dataSourceSpec as Fields).type,
      }),
      spec,
    },
  };
}

const WRITTEN: Record<string, FieldPath> = {
  indicator: ['sli'],
  indicatorRef: ['sliRef'],
  metricSource: [],
  metricSourceRef: ['dataSourceRef'],
  type: ['dataSourceSpec', 'type'],
  service: ['serviceRef'],
};

/** Where a field of the v1 shape stands in a document of v2alpha. */
export function pathInV2alpha(path: FieldPath): FieldPath {
  if (path[0] !== 'spec') return path;
  return path.flatMap(part => WRITTEN[part] ?? [part]);
}
