import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { NumberField } from '@backstage/ui';
import { REGIONS } from '@plumbline/plugin-stamp-common';
import { useRead } from '@plumbline/plugin-workload-react';
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
  const regionOfStamp = useRegionOfStamp(values.stamp);
  const name = values.region ?? regionOfStamp;
  const region = REGIONS.find(each => each.name === name);
  const users = typeof formData === 'number' ? formData : undefined;
  return (
    <FieldFrame
      title={schema.title ?? t('capacity.label')}
      description={schema.description}
    >
      <NumberField
        aria-label={schema.title ?? t('capacity.label')}
        isRequired={required}
        validationBehavior="aria"
        isDisabled={disabled}
        isInvalid={Boolean(rawErrors?.length)}
        minValue={1}
        formatOptions={{ maximumFractionDigits: 0 }}
        value={users ?? NaN}
        onChange={value => onChange(Number.isNaN(value) ? undefined : value)}
      />
      <CapacityPreview users={users} region={region} policy={policy} />
    </FieldFrame>
  );
}

/** Region of a stamp of the catalog; `undefined` where it is not known. */
function useRegionOfStamp(stampRef: string | undefined): string | undefined {
  const catalogApi = useApi(catalogApiRef);
  const { value } = useRead(async () => {
    const entity = stampRef && (await catalogApi.getEntityByRef(stampRef));
    return entity ? String(entity.spec?.region ?? '') : undefined;
  }, [catalogApi, stampRef]);
  return value;
}
