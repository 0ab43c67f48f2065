import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { NumberField, Select, TextAreaField, TextField } from '@backstage/ui';
import { ManySelect } from '@plumbline/plugin-workload-react';
import { healthTranslationRef } from '../../healthTranslation';
import { FieldPath, useModelForm } from './ModelForm';

const DEFAULT = 'default';

/** What fields of the model have in common. */
export interface FieldProps {
  /** Where it stands in the model. */
  path: FieldPath;
  label: string;
  description?: string;
  isRequired?: boolean;
}

/** Says at the field what is expected there. */
function useField(path: FieldPath) {
  const { valueAt, problemAt, edit, isReadOnly } = useModelForm();
  const { t } = useTranslationRef(healthTranslationRef);
  const problem = problemAt(path);
  return {
    value: valueAt(path),
    set: (value: unknown) => edit([path, value]),
    looks: {
      isDisabled: isReadOnly,
      validationBehavior: 'aria' as const,
      validate: () =>
        problem === undefined
          ? true
          : t('model.expected', { expected: problem }),
    },
  };
}

/** A few words. */
export function TextAt({
  path,
  isLong,
  ...words
}: FieldProps & { isLong?: boolean }) {
  const { value, set, looks } = useField(path);
  const Field = isLong ? TextAreaField : TextField;
  return (
    <Field
      {...words}
      {...looks}
      value={typeof value === 'string' ? value : ''}
      onChange={text => set(text === '' ? undefined : text)}
    />
  );
}

/** A number; empty where it is as by default. */
export function NumberAt({
  path,
  placeholder,
  min = 0,
  ...words
}: FieldProps & { placeholder?: string; min?: number }) {
  const { value, set, looks } = useField(path);
  return (
    <NumberField
      {...words}
      {...looks}
      placeholder={placeholder}
      minValue={min}
      formatOptions={{ useGrouping: false, maximumFractionDigits: 6 }}
      value={typeof value === 'number' ? value : NaN}
      onChange={number => set(Number.isNaN(number) ? undefined : number)}
    />
  );
}

/** One of a few; the first choice is to leave it as by default, where that can be. */
export function ChoiceAt<T extends string>(
  props: FieldProps & {
    options: { id: T; label: string }[];
    /** What holds when nothing is chosen; absent where something must be. */
    byDefault?: string;
  },
) {
  const { path, options, byDefault, ...words } = props;
  const { t } = useTranslationRef(healthTranslationRef);
  const { value, set, looks } = useField(path);
  const known = options.some(({ id }) => id === value);
  return (
    <Select
      {...words}
      {...looks}
      search={options.length > 8 ? true : undefined}
      options={[
        ...(byDefault === undefined
          ? []
          : [
              {
                id: DEFAULT,
                label: t('model.field.default', { value: byDefault }),
              },
            ]),
        ...options,
        // What the workload does not have stays as it was written.
        ...(typeof value === 'string' && !known
          ? [{ id: value, label: value }]
          : []),
      ]}
      value={typeof value === 'string' ? value : DEFAULT}
      onChange={key => set(key === DEFAULT ? undefined : key)}
    />
  );
}

/** Yes, no, or as by default. */
export function FlagAt(props: FieldProps & { byDefault: boolean }) {
  const { path, byDefault, ...words } = props;
  const { t } = useTranslationRef(healthTranslationRef);
  const { value, set, looks } = useField(path);
  const wordOf = (flag: boolean) =>
    flag ? t('model.field.yes') : t('model.field.no');
  return (
    <Select
      {...words}
      {...looks}
      options={[
        {
          id: DEFAULT,
          label: t('model.field.default', { value: wordOf(byDefault) }),
        },
        { id: 'true', label: wordOf(true) },
        { id: 'false', label: wordOf(false) },
      ]}
      value={typeof value === 'boolean' ? String(value) : DEFAULT}
      onChange={key => set(key === DEFAULT ? undefined : key === 'true')}
    />
  );
}

/** Any number of values. */
export function ManyAt(
  props: FieldProps & {
    options: { id: string; label: string }[];
    /** Stands where none is chosen. */
    placeholder: string;
  },
) {
  const { path, isRequired, ...words } = props;
  const { valueAt, edit, isReadOnly } = useModelForm();
  const value = valueAt(path);
  return (
    <ManySelect
      {...words}
      value={Array.isArray(value) ? value.map(String) : undefined}
      onChange={chosen => {
        if (!isReadOnly) edit([path, chosen]);
      }}
    />
  );
}
