import { useRef } from 'react';

/** The object of before while the new one says the same, so that nothing is read twice. */
export function useSame<T>(value: T): T {
  const last = useRef(value);
  if (JSON.stringify(last.current) !== JSON.stringify(value)) {
    last.current = value;
  }
  return last.current;
}
