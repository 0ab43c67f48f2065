import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Flex, NumberField, Text } from '@backstage/ui';
import {
  CURRENCIES,
  MAX_MONTHLY_COST,
  costProblem,
} from '@plumbline/plugin-stamp-common';
import { ToneLabel } from '@plumbline/plugin-workload-react';
import { useFormValues } from '../../fields/useFormValues';
import { stampFormTranslationRef } from '../../translation';

const MONTHS = 12;

/** Takes what a stamp is expected to cost each month, and says what that is a year and for each user. Its value is a number; the currency is another field. */
export function CostField(props: FieldExtensionComponentProps<number>) {
  const { formData, onChange, required, disabled, schema, rawErrors } = props;
  const { t } = useTranslationRef(stampFormTranslationRef);
  const { currency = 'EUR', expectedUsers } = useFormValues(props);
  const amount = typeof formData === 'number' ? formData : undefined;
  const problem =
    amount === undefined ? undefined : costProblem({ amount, currency });
  const money = (sum: number) =>
    CURRENCIES.includes(currency)
      ? sum.toLocaleString(undefined, { style: 'currency', currency })
      : sum.toLocaleString();
  return (
    // The form's card is as bright as a field: a level of its own sets the field off.
    <Flex bg="neutral" direction="column" gap="2">
      <NumberField
        label={schema.title ?? t('cost.label')}
        description={schema.description}
        isRequired={required}
        validationBehavior="aria"
        isDisabled={disabled}
        isInvalid={problem !== undefined || Boolean(rawErrors?.length)}
        minValue={0}
        maxValue={MAX_MONTHLY_COST}
        formatOptions={{ maximumFractionDigits: 2 }}
        value={amount ?? NaN}
        onChange={value => onChange(Number.isNaN(value) ? undefined : value)}
      />
      <Flex direction="column" gap="1" role="status">
        {problem && <ToneLabel tone="bad">{problem}</ToneLabel>}
        {amount !== undefined && !problem && (
          <Text variant="body-small" color="secondary">
            {t('cost.year', { cost: money(amount * MONTHS) })}
            {expectedUsers !== undefined &&
              expectedUsers > 0 &&
              ` ${t('cost.user', { cost: money(amount / expectedUsers) })}`}
          </Text>
        )}
      </Flex>
    </Flex>
  );
}
