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
  // What comes back of what was told is no news, and less than what was typed since.
  const told = useRef(value);
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setTyped(value);
  }, [value]);
  const wanted = typed.trim() ? typed : '';
  useEffect(() => {
    if (wanted === value) return undefined;
    const timer = setTimeout(() => {
      told.current = wanted;
      newest.current(wanted || undefined);
    }, SEARCH_DELAY_MS);
    return () => clearTimeout(timer);
  }, [wanted, value]);
  return (
    <SearchField
      label={label}
      placeholder={placeholder}
      value={typed}
      onChange={setTyped}
    />
  );
}
