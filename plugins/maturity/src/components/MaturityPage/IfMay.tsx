import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { ReactNode } from 'react';
import { MaturityPermissions } from '../../api/MaturityApi';
import { maturityPageTranslationRef } from '../../pageTranslation';
import { useMaturityPage } from './MaturityFrame';

/** Props of {@link IfMay}. */
export interface IfMayProps {
  permission: keyof MaturityPermissions;
  /** Who does it instead. */
  otherwise: 'campaign' | 'milestone' | 'exempt' | 'model';
  children?: ReactNode;
}

/** What those who may do something see; the others read who does it. */
export function IfMay({ permission, otherwise, children }: IfMayProps) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { may, isKnown } = useMaturityPage();
  if (may[permission]) return <>{children}</>;
  if (!isKnown) return null;
  return <Text color="secondary">{t(`may.${otherwise}`)}</Text>;
}
