import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex, Text } from '@backstage/ui';
import { ReactNode } from 'react';
import { healthTranslationRef } from '../../healthTranslation';
import { FieldPath, useModelForm } from './ModelForm';

/** Props of {@link OwnOrDefault}. */
export interface OwnOrDefaultProps {
  path: FieldPath;
  isOwn: boolean;
  /** What holds by default, in words. */
  summary: string;
  /** What one of its own begins with. */
  beginning: unknown;
  children: ReactNode;
}

/** Something that is as by default until the model sets its own. */
export function OwnOrDefault(props: OwnOrDefaultProps) {
  const { path, isOwn, summary, beginning, children } = props;
  const { t } = useTranslationRef(healthTranslationRef);
  const { edit, isReadOnly } = useModelForm();
  return (
    <Flex direction="column" gap="4">
      {isOwn ? (
        children
      ) : (
        <Text as="p">{t('model.byDefault', { value: summary })}</Text>
      )}
      {!isReadOnly && (
        <div>
          <Button
            variant="secondary"
            onPress={() => edit([path, isOwn ? undefined : beginning])}
          >
            {isOwn ? t('model.asDefault') : t('model.own')}
          </Button>
        </div>
      )}
    </Flex>
  );
}
