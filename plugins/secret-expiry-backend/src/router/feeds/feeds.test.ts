import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CredentialListItem } from '@plumbline/plugin-secret-expiry-common';
import request from 'supertest';
import secretExpiryPlugin from '../../index';
import { composeFeed } from './composeFeed';

jest.setTimeout(60_000);

const NOW = new Date('2026-11-21T12:00:00.000Z');

const credential = (
  fields: Partial<CredentialListItem>,
): CredentialListItem => ({
  id: 'c0ffee',
  sourceId: 'inventory',
  place: 'a.yaml',
  name: 'sql',
  kind: 'secret',
  workloadRef: 'system:default/shop',
  workloadTitle: 'The shop',
  created: '2026-01-01T00:00:00.000Z',
  expires: '2027-01-01T23:59:59.000Z',
  rotation: 'manual',
  previous: [],
  state: 'expiring',
  stage: 2,
  since: '2026-11-01T00:00:00.000Z',
  findings: [],
  firstSeen: '2026-01-01T00:00:00.000Z',
  lastSeen: '2026-11-21T00:00:00.000Z',
  placeCount: 1,
  needsSomeone: true,
  ...fields,
});

const compose = (...credentials: CredentialListItem[]) =>
  composeFeed(credentials, {
    name: 'Payments, and all\r\nATTACH:evil',
    baseUrl: 'https://portal.example.com',
    now: NOW,
  }).replace(/\r\n[ \t]/g, '');

describe('composeFeed', () => {
  it('has a day for each date, and alarms where stages begin', () => {
    const text = compose(credential({}));
    expect(text).toContain('X-WR-CALNAME:Payments\\, and all\\nATTACH:evil');
    expect(text).toContain('UID:c0ffee@plumbline');
    expect(text).toContain('DTSTART;VALUE=DATE:20270101');
    expect(text).toContain('DTEND;VALUE=DATE:20270102');
    expect(text.match(/TRIGGER;VALUE=DATE-TIME:.*/g)).toEqual([
      'TRIGGER;VALUE=DATE-TIME:20261202T235959Z',
      'TRIGGER;VALUE=DATE-TIME:20261218T235959Z',
      'TRIGGER;VALUE=DATE-TIME:20261225T235959Z',
      'TRIGGER;VALUE=DATE-TIME:20261231T235959Z',
    ]);
  });

  it('says what is past its date, and leads to runbooks of the portal', () => {
    const text = compose(
      credential({
        expires: '2026-11-20T10:00:00.000Z',
        runbookUrl: '/docs/rotate',
      }),
    );
    expect(text).toContain('SUMMARY:sql expired (The shop)');
    expect(text).toContain('How: https://portal.example.com/docs/rotate');
    expect(text).not.toContain('VALARM');
  });

  it('alarms nobody of what renews itself, and knows nothing of what never expires', () => {
    expect(compose(credential({ rotation: 'automatic' }))).not.toContain(
      'VALARM',
    );
    expect(compose(credential({ expires: undefined }))).not.toContain('VEVENT');
  });

  it('lets no name break out of its line', () => {
    const text = compose(
      credential({ name: 'sql\r\nEND:VEVENT\r\nATTACH:evil;x,y' }),
    );
    expect(text.match(/^END:VEVENT/gm)).toHaveLength(1);
    expect(text).not.toMatch(/^ATTACH/m);
  });
});

describe('feeds', () => {
  it('are the only thing that is answered without sign-in', async () => {
    const { server } = await startTestBackend({
      features: [
        secretExpiryPlugin,
        catalogServiceMock.factory({ entities: [] }),
        mockServices.httpAuth.factory({
          defaultCredentials: mockCredentials.none(),
        }),
        mockServices.scheduler.factory(),
      ],
    });
    const statusOf = async (path: string) =>
      (await request(server).get(`/api/secret-expiry${path}`)).status;
    expect(await statusOf('/feeds/nothing.ics')).toBe(404);
    expect(await statusOf('/feeds')).toBe(401);
    expect(await statusOf('/feeds/nothing')).toBe(401);
    expect(await statusOf('/credentials')).toBe(401);
  });
});
