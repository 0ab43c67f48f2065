import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { NumberField } from '@backstage/ui';
import { REGIONS } from '@plumbline/plugin-stamp-common';
import { useChosenStamp } from '../../estate/useChosenStamp';
import { useFormValues } from '../../fields/useFormValues';
import { usePlacementPolicy } from '../../fields/usePlacementPolicy';
import { stampFormTranslationRef } from '../../translation';
import { FieldFrame } from '../FieldFrame/FieldFrame';
import { CapacityPreview } from './CapacityPreview';

/**
 * Takes the expected concurrent users and shows what follows: size, what is
 * left when a zone is lost, and where the scale unit ends. Its value is a
 * whole number.
 */
export function CapacityField(props: FieldExtensionComponentProps<number>) {
  const { formData, onChange, required, disabled, schema, rawErrors } = props;
  const { t } = useTranslationRef(stampFormTranslationRef);
  const policy = usePlacementPolicy();
  const values = useFormValues(props);
  const { value: stamp } = useChosenStamp(values.stamp);
  const name = values.region ?? stamp?.region;
  const region = REGIONS.find(each => each.name === name);
  const users = typeof formData === 'number' ? formData : undefined;
  return (
    <FieldFrame
      title={schema.title ?? t('capacity.label')}
      description={schema.description}
      isRequired={required}
    >
      <NumberField
        aria-label={schema.title ?? t('capacity.label')}
        isRequired={required}
        validationBehavior="aria"
        isDisabled={disabled}
        isInvalid={Boolean(rawErrors?.length)}
        placeholder={stamp?.expectedUsers?.toLocaleString()}
        minValue={1}
        formatOptions={{ maximumFractionDigits: 0 }}
        value={users ?? NaN}
        onChange={value => onChange(Number.isNaN(value) ? undefined : value)}
      />
      <CapacityPreview users={users} region={region} policy={policy} />
    </FieldFrame>
  );
}
