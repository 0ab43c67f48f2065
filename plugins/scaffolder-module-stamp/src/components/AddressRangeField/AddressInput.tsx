import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Button, Flex, TextField } from '@backstage/ui';
import { formatBlock } from '@plumbline/plugin-stamp-common';
import { ToneLabel } from '@plumbline/plugin-workload-react';
import { stampFormTranslationRef } from '../../translation';
import { AddressStrip } from './AddressStrip';
import { Addresses } from './addresses';

/** Props of {@link AddressInput}. */
export interface AddressInputProps
  extends FieldExtensionComponentProps<string> {
  addresses: Addresses;
}

/** The box for a block of addresses, with what is said of it while it is typed. */
export function AddressInput(props: AddressInputProps) {
  const { formData, onChange, required, disabled, rawErrors, schema } = props;
  const { range, taken, next, own, problems, notes } = props.addresses;
  const { t } = useTranslationRef(stampFormTranslationRef);
  return (
    <Flex direction="column" gap="3">
      <Flex align="end" gap="2">
        <TextField
          aria-label={schema.title ?? t('addresses.label')}
          placeholder={next && formatBlock(next)}
          isRequired={required}
          validationBehavior="aria"
          isDisabled={disabled}
          isInvalid={problems.length > 0 || Boolean(rawErrors?.length)}
          autoComplete="off"
          spellCheck="false"
          value={formData ?? ''}
          onChange={text =>
            onChange(text.trim() === '' ? undefined : text.trim())
          }
        />
        {next && formData !== formatBlock(next) && (
          <Button
            variant="secondary"
            isDisabled={disabled}
            onPress={() => onChange(formatBlock(next))}
          >
            {t('addresses.take', { range: formatBlock(next) })}
          </Button>
        )}
      </Flex>
      <Flex direction="column" gap="1" role="status">
        {problems.map(problem => (
          <ToneLabel key={problem} tone="bad">
            {problem}
          </ToneLabel>
        ))}
        {notes.map(note => (
          <ToneLabel key={note} tone="warning">
            {note}
          </ToneLabel>
        ))}
      </Flex>
      {range && (
        <AddressStrip range={range} taken={taken} next={next} own={own} />
      )}
    </Flex>
  );
}
