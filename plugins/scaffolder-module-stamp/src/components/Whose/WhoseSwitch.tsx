import { Switch, Text } from '@backstage/ui';
import { Whose } from './useWhose';

/** Props of {@link WhoseSwitch}. */
export interface WhoseSwitchProps {
  whose: Whose;
  /** Such as `Those of others, too`. */
  label: string;
  /** What to say to somebody who owns none and may not act on those of others. */
  none: string;
}

/** Widens a choice to what others own, for those who may. */
export function WhoseSwitch({ whose, label, none }: WhoseSwitchProps) {
  const { mayManage, ownsAny, isAll, setAll } = whose;
  if (mayManage) {
    return <Switch label={label} isSelected={isAll} onChange={setAll} />;
  }
  return ownsAny ? null : <Text>{none}</Text>;
}
