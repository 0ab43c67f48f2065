import {
  AuditorService,
  AuditorServiceCreateEventOptions,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';

/**
 * Does a write and has the auditor told how it went; what it throws is thrown on.
 *
 * @param outcome - what else is recorded of a success.
 */
export async function audited<T>(
  auditor: AuditorService,
  event: AuditorServiceCreateEventOptions,
  write: () => Promise<T>,
  outcome?: (result: T) => AuditorServiceCreateEventOptions['meta'],
): Promise<T> {
  const started = await auditor.createEvent(event);
  try {
    const result = await write();
    await started.success(outcome && { meta: outcome(result) });
    return result;
  } catch (error) {
    await started.fail({ error: error as Error });
    throw error;
  }
}

/** Who a caller is, for the record: ref of a user, or the name of a service. */
export function subjectOf(credentials: BackstageCredentials): string {
  const principal = credentials.principal as {
    userEntityRef?: string;
    subject?: string;
  };
  return principal.userEntityRef ?? principal.subject ?? 'unknown';
}
