import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Request } from 'express';
import { audited, subjectOf } from './audited';

function setup() {
  const auditor = mockServices.auditor.mock();
  const told = { success: jest.fn(), fail: jest.fn() };
  auditor.createEvent.mockResolvedValue(told);
  const event = { eventId: 'edit', request: {} as Request };
  return { auditor, event, told };
}

describe('audited', () => {
  it('tells of a success with what came out', async () => {
    const { auditor, event, told } = setup();
    const result = await audited(
      auditor,
      event,
      async () => 'seven',
      id => ({ id }),
    );
    expect(result).toBe('seven');
    expect(auditor.createEvent).toHaveBeenCalledWith(event);
    expect(told.success).toHaveBeenCalledWith({ meta: { id: 'seven' } });
    expect(told.fail).not.toHaveBeenCalled();
  });

  it('tells of a failure and throws it on', async () => {
    const { auditor, event, told } = setup();
    const error = new Error('full');
    const failing = audited(auditor, event, async () => {
      throw error;
    });
    await expect(failing).rejects.toBe(error);
    expect(told.fail).toHaveBeenCalledWith({ error });
    expect(told.success).not.toHaveBeenCalled();
  });

  it('knows callers by name', () => {
    expect(subjectOf(mockCredentials.user('user:default/a'))).toBe(
      'user:default/a',
    );
    expect(subjectOf(mockCredentials.service('external:feeder'))).toBe(
      'external:feeder',
    );
  });
});
