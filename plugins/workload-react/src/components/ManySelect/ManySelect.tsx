import { Select } from '@backstage/ui';

/** Props of {@link ManySelect}. */
export interface ManySelectProps {
  label: string;
  description?: string;
  /** Stands where nothing is chosen, such as `Any`. */
  placeholder: string;
  options: { id: string; label: string }[];
  /** Absent: any. */
  value: string[] | undefined;
  onChange: (value: string[] | undefined) => void;
}

/** Asks for any number of values; none means any. */
export function ManySelect(props: ManySelectProps) {
  const { options, value = [], onChange, ...words } = props;
  // What the address asks for stays choosable when nothing has it any more.
  const known = new Set(options.map(({ id }) => id));
  const all = [
    ...options,
    ...value.filter(id => !known.has(id)).map(id => ({ id, label: id })),
  ];
  return (
    <Select
      {...words}
      selectionMode="multiple"
      search={all.length > 8 ? true : undefined}
      options={all}
      value={value}
      onChange={keys => {
        const chosen = (keys as (string | number)[]).map(String);
        onChange(chosen.length > 0 ? chosen : undefined);
      }}
    />
  );
}
