import { Text } from '@backstage/ui';
import { ReactNode } from 'react';

/** What is wrong with the field above. */
export function FieldProblem({ children }: { children: ReactNode }) {
  return (
    <Text as="p" color="danger" role="alert">
      {children}
    </Text>
  );
}
