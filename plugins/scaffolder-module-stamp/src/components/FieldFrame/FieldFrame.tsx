import { ReactNode, useId } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { FieldLabel, Flex } from '@backstage/ui';
import { stampFormTranslationRef } from '../../translation';

/** Props of {@link FieldFrame}. */
export interface FieldFrameProps {
  title: string;
  description?: string;
  isRequired?: boolean;
  children: ReactNode;
}

/** A field that is more than one box to type into: its title, what it is for, and its parts. */
export function FieldFrame(props: FieldFrameProps) {
  const { title, description, isRequired, children } = props;
  const { t } = useTranslationRef(stampFormTranslationRef);
  const id = useId();
  return (
    // The form's card is as bright as a field: a level of its own sets the field off.
    <Flex
      bg="neutral"
      direction="column"
      gap="0"
      role="group"
      aria-labelledby={id}
    >
      <FieldLabel
        id={id}
        label={title}
        secondaryLabel={isRequired ? t('required') : undefined}
        description={description}
      />
      <Flex direction="column" gap="3">
        {children}
      </Flex>
    </Flex>
  );
}
