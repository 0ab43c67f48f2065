import { Alert } from '@backstage/ui';
import { Prose } from '../Prose/Prose';

/** Props of {@link FailureAlert}. */
export interface FailureAlertProps {
  /** What was not done, in the reader's language. */
  title: string;
  error: Error | undefined;
}

/** Says why something that the reader started failed, in the words of the back end. */
export function FailureAlert({ title, error }: FailureAlertProps) {
  if (!error) return null;
  const { cause } = error as Error & { cause?: { message?: string } };
  return (
    <Alert
      status="danger"
      icon
      title={title}
      description={<Prose>{cause?.message || error.message}</Prose>}
    />
  );
}
