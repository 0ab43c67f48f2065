import { ToggleButton } from '@backstage/ui';
import { useMyRefs } from '../../hooks/useMyRefs';

/** Props of {@link MineToggle}. */
export interface MineToggleProps {
  /** Such as `Mine`. */
  label: string;
  /** Refs of those who own anything. */
  owners: string[];
  /** Owners that the list is filtered by; absent: any. */
  value: string[] | undefined;
  onChange: (owners: string[] | undefined) => void;
}

/** Narrows a list down to what the reader or one of their groups owns. */
export function MineToggle(props: MineToggleProps) {
  const { label, owners, value = [], onChange } = props;
  const { refs: mine } = useMyRefs();
  if (mine.length === 0) return null;
  // Those who own nothing are asked for as well: nothing is what they own.
  const owning = mine.filter(ref => owners.includes(ref));
  const refs = owning.length > 0 ? owning : mine;
  return (
    <ToggleButton
      isSelected={[...value].sort().join() === [...refs].sort().join()}
      onChange={chosen => onChange(chosen ? refs : undefined)}
    >
      {label}
    </ToggleButton>
  );
}
