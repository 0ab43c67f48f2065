import { useState } from 'react';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import {
  Alert,
  Combobox,
  IdentifiedOption,
  Skeleton,
  useAsyncList,
} from '@backstage/ui';
import { useRead } from '@plumbline/plugin-workload-react';

/** A page of what can be chosen. */
export interface ChoicePage {
  items: IdentifiedOption[];
  /** Of the next page; absent after the last. */
  cursor?: string;
}

/** Props of {@link ServerChoice}. */
export interface ServerChoiceProps
  extends Pick<
    FieldExtensionComponentProps<string>,
    'formData' | 'onChange' | 'required' | 'disabled' | 'rawErrors'
  > {
  label: string;
  description: string;
  placeholder: string;
  /** Title of the alert when the options cannot be read. */
  failed: string;
  /** Reads a page of the options that hold the text. */
  load: (text: string, cursor: string | undefined) => Promise<ChoicePage>;
  /** Reads what people call the one that is filled in already; its name when absent. */
  readTitle?: (ref: string) => Promise<string | undefined>;
}

/** Chooses one of many by searching on the server. Its value is the option's id: a full ref. */
export function ServerChoice(props: ServerChoiceProps) {
  const { formData, readTitle } = props;
  const [first] = useState(formData ? String(formData) : undefined);
  const title = useRead(
    // A title that cannot be read is none: the name says enough.
    async () => first && readTitle?.(first).catch(() => undefined),
    [first],
  );
  if (first && title.loading) return <Skeleton height={72} width="100%" />;
  return (
    <Choice
      {...props}
      first={first && { id: first, label: title.value || nameOf(first) }}
    />
  );
}

function Choice(
  props: ServerChoiceProps & { first: IdentifiedOption | '' | undefined },
) {
  const { onChange, load, first } = props;
  const [chosen, setChosen] = useState<IdentifiedOption | null>(first || null);
  const options = useAsyncList<IdentifiedOption>({
    load: ({ cursor, filterText }) => load(filterText?.trim() ?? '', cursor),
  });
  return (
    <>
      <Combobox
        label={props.label}
        description={props.description}
        placeholder={props.placeholder}
        isRequired={props.required}
        // The form checks what is required, in its own words.
        validationBehavior="aria"
        isDisabled={props.disabled}
        isInvalid={Boolean(props.rawErrors?.length)}
        options={options}
        search={{ mode: 'server' }}
        value={chosen}
        onChange={option => {
          setChosen(option);
          onChange(option?.id);
        }}
      />
      {options.error && (
        <Alert
          status="danger"
          icon
          title={props.failed}
          description={options.error.message}
        />
      )}
    </>
  );
}

/** The name in a ref. The form may be opened with any text in its address, so nothing is taken for granted. */
function nameOf(ref: string): string {
  return ref.split('/').pop()!;
}
