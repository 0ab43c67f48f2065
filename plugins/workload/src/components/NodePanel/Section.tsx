import { Flex, Text } from '@backstage/ui';
import { ReactNode } from 'react';

/** A part of the panel under its own title. */
export function Section(props: {
  title: string;
  /** Beside the title, such as a button. */
  action?: ReactNode;
  children: ReactNode;
}) {
  const { title, action, children } = props;
  return (
    <section>
      <Flex direction="column" gap="2">
        <Flex align="center" justify="between" gap="2">
          <Text as="h4" weight="bold">
            {title}
          </Text>
          {action}
        </Flex>
        {children}
      </Flex>
    </section>
  );
}
