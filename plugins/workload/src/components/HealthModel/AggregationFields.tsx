import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Select } from '@backstage/ui';
import { Aggregation } from '@plumbline/plugin-workload-common';
import { healthTranslationRef } from '../../healthTranslation';
import { ChoiceAt, FlagAt, NumberAt } from './fields';
import { FieldPath, useModelForm } from './ModelForm';

const KINDS = ['worstOf', 'redundant', 'minHealthy', 'maxNotHealthy'] as const;
const DEFAULT = 'default';

const BEGINNINGS: Record<Aggregation['kind'], Aggregation> = {
  worstOf: { kind: 'worstOf' },
  redundant: { kind: 'redundant' },
  minHealthy: { kind: 'minHealthy', unit: 'count', unhealthy: 0, degraded: 1 },
  maxNotHealthy: {
    kind: 'maxNotHealthy',
    unit: 'count',
    unhealthy: 2,
    degraded: 1,
  },
};

/** Props of {@link AggregationFields}. */
export interface AggregationFieldsProps {
  /** Of what has the settings. */
  path: FieldPath;
  byDefault: Aggregation['kind'];
}

/** How several that a part needs become one state. */
export function AggregationFields({ path, byDefault }: AggregationFieldsProps) {
  const { t } = useTranslationRef(healthTranslationRef);
  const { valueAt, edit, isReadOnly } = useModelForm();
  const place = [...path, 'aggregation'];
  const value = valueAt(place) as Aggregation | undefined;
  const kind = value?.kind;
  return (
    <>
      <Select
        label={t('model.field.aggregation')}
        isDisabled={isReadOnly}
        options={[
          {
            id: DEFAULT,
            label: t('model.field.default', {
              value: t(`model.aggregation.${byDefault}`),
            }),
          },
          ...KINDS.map(id => ({ id, label: t(`model.aggregation.${id}`) })),
        ]}
        value={kind ?? DEFAULT}
        onChange={key =>
          edit([
            place,
            key === DEFAULT
              ? undefined
              : BEGINNINGS[key as Aggregation['kind']],
          ])
        }
      />
      {(kind === 'minHealthy' || kind === 'maxNotHealthy') && (
        <>
          <ChoiceAt
            path={[...place, 'unit']}
            label={t('model.field.unitOf')}
            options={[
              { id: 'count', label: t('model.field.count') },
              { id: 'percent', label: t('model.field.percent') },
            ]}
          />
          <NumberAt
            path={[...place, 'unhealthy']}
            label={t(`model.threshold.${kind}Unhealthy`)}
            isRequired
          />
          <NumberAt
            path={[...place, 'degraded']}
            label={t(`model.threshold.${kind}Degraded`)}
          />
        </>
      )}
      <FlagAt
        path={[...path, 'ignoreUnknown']}
        label={t('model.field.ignoreUnknown')}
        byDefault
      />
    </>
  );
}
