import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Flex, Text, TextField } from '@backstage/ui';
import { imageNotes, imageProblem } from '@plumbline/plugin-stamp-common';
import { ToneLabel } from '@plumbline/plugin-workload-react';
import { useChosenStamp } from '../../estate/useChosenStamp';
import { useSubject } from '../../estate/useSubject';
import { useFormValues } from '../../fields/useFormValues';
import { stampFormTranslationRef } from '../../translation';

/** Takes a container image, and says while it is typed what is wrong with it, or what the workload runs where it is left empty. */
export function ImageField(props: FieldExtensionComponentProps<string>) {
  const { formData, onChange, required, disabled, schema, rawErrors } = props;
  const { t } = useTranslationRef(stampFormTranslationRef);
  const values = useFormValues(props);
  const { value: subject } = useSubject(values);
  const { value: stamp } = useChosenStamp(values.stamp);
  const image = stamp?.image ?? subject?.workload?.image;
  const problem = formData ? imageProblem(formData) : undefined;
  const notes = formData && !problem ? imageNotes(formData) : [];
  return (
    // The form's card is as bright as a field: a level of its own sets the field off.
    <Flex bg="neutral" direction="column" gap="2">
      <TextField
        label={schema.title ?? t('image.label')}
        description={schema.description}
        placeholder={image}
        isRequired={required}
        validationBehavior="aria"
        isDisabled={disabled}
        isInvalid={problem !== undefined || Boolean(rawErrors?.length)}
        autoComplete="off"
        spellCheck="false"
        value={formData ?? ''}
        onChange={text =>
          onChange(text.trim() === '' ? undefined : text.trim())
        }
      />
      {!formData && values.workload && subject && (
        <Text variant="body-small" color="secondary">
          {image ? t('image.runs', { image }) : t('image.runsNothing')}
        </Text>
      )}
      <Flex direction="column" gap="1" role="status">
        {problem && <ToneLabel tone="bad">{problem}</ToneLabel>}
        {notes.map(note => (
          <ToneLabel key={note} tone="warning">
            {note}
          </ToneLabel>
        ))}
      </Flex>
    </Flex>
  );
}
