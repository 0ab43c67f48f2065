import { SearchField } from '@backstage/ui';
import { useEffect, useRef, useState } from 'react';

const SEARCH_DELAY_MS = 300;

/** Props of {@link SearchText}. */
export interface SearchTextProps {
  label: string;
  placeholder?: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** Asks for words; waits until the typing pauses. */
export function SearchText(props: SearchTextProps) {
  const { label, placeholder, value = '', onChange } = props;
  const [typed, setTyped] = useState(value);
  const newest = useRef(onChange);
  newest.current = onChange;
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return undefined;
    const timer = setTimeout(
      () => newest.current(typed.trim() ? typed : undefined),
      SEARCH_DELAY_MS,
    );
    return () => clearTimeout(timer);
  }, [typed, value]);
  return (
    <SearchField
      label={label}
      placeholder={placeholder}
      value={typed}
      onChange={setTyped}
    />
  );
}
