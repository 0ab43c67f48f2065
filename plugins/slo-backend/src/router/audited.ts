import { AuditorService } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { Request } from 'express';

/** Does a write and has the auditor told how it went; what it throws is thrown on. */
export async function audited<T>(
  auditor: AuditorService,
  event: {
    eventId: string;
    severityLevel: 'low' | 'medium' | 'high';
    request: Request<any, any, any, any>;
    meta: JsonObject;
  },
  write: () => Promise<T>,
): Promise<T> {
  const started = await auditor.createEvent(event as never);
  try {
    const result = await write();
    await started.success();
    return result;
  } catch (error) {
    await started.fail({ error: error as Error });
    throw error;
  }
}

/** Who a caller is, for the record. */
export function nameOf(credentials: { principal: unknown }): string {
  const principal = credentials.principal as {
    userEntityRef?: string;
    subject?: string;
  };
  return principal.userEntityRef ?? principal.subject ?? 'unknown';
}
