import { ReactNode } from 'react';
import { Flex, Text } from '@backstage/ui';
import { Heading } from '@plumbline/plugin-workload-react';

/** Props of {@link FieldFrame}. */
export interface FieldFrameProps {
  title: string;
  description?: string;
  children: ReactNode;
}

/** A field that is more than one box to type into: its title, what it is for, and its parts. */
export function FieldFrame({ title, description, children }: FieldFrameProps) {
  return (
    // The form's card is as bright as a field: a level of its own sets the field off.
    <Flex
      bg="neutral"
      direction="column"
      gap="3"
      role="group"
      aria-label={title}
    >
      <Flex direction="column" gap="1">
        <Heading level={3}>{title}</Heading>
        {description && <Text color="secondary">{description}</Text>}
      </Flex>
      {children}
    </Flex>
  );
}
