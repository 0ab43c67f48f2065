import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Flex, Text, TextField } from '@backstage/ui';
import { ToneLabel } from '@plumbline/plugin-workload-react';
import { confirmableName } from '../../fields/confirmableName';
import { useFormValues } from '../../fields/useFormValues';
import { stampFormTranslationRef } from '../../translation';

/** Takes the name of the stamp that the form is about, typed in full. Its value is what was typed. */
export function ConfirmName(props: FieldExtensionComponentProps<string>) {
  const { formData, onChange, required, disabled, schema, rawErrors } = props;
  const { t } = useTranslationRef(stampFormTranslationRef);
  const name = confirmableName(useFormValues(props));
  return (
    // The form's card is as bright as a field: a level of its own sets the field off.
    <Flex bg="neutral" direction="column" gap="2">
      <Text>
        {name ? (
          <>
            {t('confirm.type')} <code>{name}</code>
          </>
        ) : (
          t('confirm.first')
        )}
      </Text>
      <TextField
        label={schema.title ?? t('confirm.label')}
        description={schema.description}
        isRequired={required}
        validationBehavior="aria"
        isDisabled={disabled || !name}
        isInvalid={Boolean(rawErrors?.length)}
        autoComplete="off"
        spellCheck="false"
        value={formData ?? ''}
        onChange={text => onChange(text === '' ? undefined : text)}
      />
      <span role="status">
        {name && formData === name && (
          <ToneLabel tone="good">{t('confirm.same')}</ToneLabel>
        )}
        {name && formData && formData !== name && (
          <ToneLabel tone="neutral">{t('confirm.different')}</ToneLabel>
        )}
      </span>
    </Flex>
  );
}
