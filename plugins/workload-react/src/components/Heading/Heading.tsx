import { Text } from '@backstage/ui';
import { ReactNode } from 'react';

/** Props of {@link Heading}. */
export interface HeadingProps {
  /** Its depth in the outline of the page; all depths look alike. */
  level: 2 | 3 | 4;
  id?: string;
  children: ReactNode;
}

/** The title of a part of a page, as large as the title of a card. */
export function Heading({ level, id, children }: HeadingProps) {
  return (
    <Text as={`h${level}`} id={id} variant="title-x-small" weight="bold">
      {children}
    </Text>
  );
}
