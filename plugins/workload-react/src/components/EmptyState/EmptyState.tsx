import { Flex, Text } from '@backstage/ui';

/** Props of {@link EmptyState}. */
export interface EmptyStateProps {
  /** That there is nothing. */
  title: string;
  /** Why, and what would change it. */
  description: string;
}

/** Nothing to show, in a page, a card or a table. */
export function EmptyState({ title, description }: EmptyStateProps) {
  return (
    <Flex direction="column" gap="1">
      <Text as="h3" variant="body-large" weight="bold">
        {title}
      </Text>
      <Text color="secondary">{description}</Text>
    </Flex>
  );
}
