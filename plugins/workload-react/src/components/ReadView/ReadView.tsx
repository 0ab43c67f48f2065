import { ReactNode } from 'react';
import { Alert, Button, Flex, Skeleton } from '@backstage/ui';
import { Read } from '../../hooks/useRead';
import { EmptyState } from '../EmptyState/EmptyState';
import { When } from '../When/When';

/** Props of {@link ReadView}. */
export interface ReadViewProps<T> {
  read: Read<T>;
  /** Draws the data. */
  children: (value: T) => ReactNode;
  /** Whether the data is nothing to look at, and what to say then. */
  empty?: { when: (value: T) => boolean; title: string; description: string };
}

/**
 * Draws what a read came to: a skeleton while the first one runs, a sentence
 * where permission lacks, the error with a way to try again, or the data. When
 * a later read fails, the last good data stays, under the error and its age.
 */
export function ReadView<T>({ read, children, empty }: ReadViewProps<T>) {
  const { value, error, loading, readAt, retry } = read;
  if (error && isNotAllowed(error)) {
    return (
      <Alert
        status="info"
        icon
        title="You may not see this"
        description={`${messageOf(error)}. Ask your platform team for access.`}
      />
    );
  }
  return (
    <Flex direction="column" gap="3">
      {error && (
        <Alert
          status="danger"
          icon
          title={
            value === undefined ? 'This could not be read' : 'Not up to date'
          }
          description={
            <>
              {messageOf(error)}
              {readAt && (
                <>
                  {' '}
                  What you see was read <When at={readAt} />.
                </>
              )}
            </>
          }
          customActions={
            <Button size="small" variant="tertiary" onPress={retry}>
              Try again
            </Button>
          }
        />
      )}
      {value === undefined && loading && (
        <Flex direction="column" gap="2" aria-busy="true" aria-label="Loading">
          <Skeleton height={24} width="40%" />
          <Skeleton height={96} width="100%" />
        </Flex>
      )}
      {value !== undefined &&
        (empty?.when(value) ? (
          <EmptyState title={empty.title} description={empty.description} />
        ) : (
          children(value)
        ))}
    </Flex>
  );
}

function isNotAllowed(error: Error): boolean {
  const { name, cause } = error as Error & { cause?: { name?: string } };
  return name === 'NotAllowedError' || cause?.name === 'NotAllowedError';
}

/** What the back end said, rather than that a request failed. */
function messageOf(error: Error): string {
  const { cause } = error as Error & { cause?: { message?: string } };
  return cause?.message || error.message;
}
