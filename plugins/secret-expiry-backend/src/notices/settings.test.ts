import { mockServices } from '@backstage/backend-test-utils';
import { readNoticeSettings } from './readNoticeSettings';
import { weekOf } from './weekOf';

describe('readNoticeSettings', () => {
  const settings = (notifications?: object) =>
    readNoticeSettings(
      mockServices.rootConfig({ data: { secretExpiry: { notifications } } }),
    );

  it('tells owners and no platform team unless told otherwise', () => {
    expect(settings()).toEqual({ owners: true, platformTeamRef: undefined });
    expect(settings({ enabled: false, platformTeam: 'Platform' })).toEqual({
      owners: false,
      platformTeamRef: 'group:default/platform',
    });
  });

  it('names the key of what is no ref', () => {
    expect(() => settings({ platformTeam: 'group:' })).toThrow(
      "secretExpiry.notifications.platformTeam: expected a ref such as group:default/platform; got 'group:'",
    );
  });
});

describe('weekOf', () => {
  it.each([
    ['2026-11-23T07:59:59Z', '2026-11-16', false],
    ['2026-11-23T08:00:00Z', '2026-11-23', false],
    ['2026-11-29T23:00:00Z', '2026-11-23', false],
    ['2026-12-07T09:00:00Z', '2026-12-07', true],
    ['2026-12-14T07:00:00Z', '2026-12-07', true],
  ])('of %s begins on %s', (now, monday, isFirstOfMonth) => {
    expect(weekOf(new Date(now))).toEqual({
      monday,
      begins: `${monday}T08:00:00.000Z`,
      isFirstOfMonth,
    });
  });
});
