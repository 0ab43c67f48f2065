import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Text } from '@backstage/ui';
import { ReadView, useRead } from '@plumbline/plugin-workload-react';
import { readEstate } from '../../estate/readEstate';
import { readRanges } from '../../estate/readRanges';
import { StampFormValues } from '../../fields/formValues';
import { useFormValues } from '../../fields/useFormValues';
import { usePlacementPolicy } from '../../fields/usePlacementPolicy';
import { stampFormTranslationRef } from '../../translation';
import { FieldFrame } from '../FieldFrame/FieldFrame';
import { AddressInput } from './AddressInput';
import { stampAddresses, workloadAddresses } from './addresses';

/**
 * Takes the block of addresses of a new stamp, or of a new workload for all
 * its stamps, and shows what is taken, what is free next and what is wrong
 * with what is typed. Its value is in CIDR notation.
 */
export function AddressRangeField(props: FieldExtensionComponentProps<string>) {
  const { schema, required } = props;
  const { t } = useTranslationRef(stampFormTranslationRef);
  const values = useFormValues(props);
  return (
    <FieldFrame
      title={schema.title ?? t('addresses.label')}
      description={schema.description}
      isRequired={required}
    >
      {values.workload || !values.name ? (
        <OfStamp {...props} values={values} />
      ) : (
        <OfWorkload {...props} />
      )}
    </FieldFrame>
  );
}

function OfStamp(
  props: FieldExtensionComponentProps<string> & { values: StampFormValues },
) {
  const { formData, values } = props;
  const { workload } = values;
  const { t } = useTranslationRef(stampFormTranslationRef);
  const catalogApi = useApi(catalogApiRef);
  const policy = usePlacementPolicy();
  const read = useRead(
    async () => workload && (await readEstate(catalogApi, workload)),
    [catalogApi, workload],
  );
  if (!workload) return <Text>{t('addresses.first')}</Text>;
  return (
    <ReadView read={read}>
      {estate =>
        estate && (
          <AddressInput
            {...props}
            addresses={stampAddresses(estate, formData, policy)}
          />
        )
      }
    </ReadView>
  );
}

function OfWorkload(props: FieldExtensionComponentProps<string>) {
  const catalogApi = useApi(catalogApiRef);
  const policy = usePlacementPolicy();
  const read = useRead(() => readRanges(catalogApi), [catalogApi]);
  return (
    <ReadView read={read}>
      {ranges => (
        <AddressInput
          {...props}
          addresses={workloadAddresses(ranges, props.formData, policy)}
        />
      )}
    </ReadView>
  );
}
