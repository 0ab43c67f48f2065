import { ConfigReader } from '@backstage/config';
import { readConfig } from './config';

const read = (maturity: object) =>
  readConfig(new ConfigReader({ maturity: maturity as never }));

describe('readConfig', () => {
  it('is content with nothing', () => {
    expect(readConfig(new ConfigReader({}))).toMatchObject({
      models: [],
      pushSources: [],
    });
  });

  it('takes models from files and URLs', () => {
    const models = [
      { file: 'models/a.yaml' },
      { url: 'https://example.com/b.yaml' },
    ];
    expect(read({ models }).models).toEqual(models);
  });

  it.each([
    [{}, /maturity\.models\[0\]: expected either 'file' or 'url'/],
    [{ file: 'a', url: 'https://b' }, /expected either 'file' or 'url'/],
    [{ url: 'file:///etc' }, /models\[0\]\.url: expected an http or https/],
    [{ url: 'https://' }, /models\[0\]\.url: expected an http or https/],
  ])('refuses the model %j', (model, message) => {
    expect(() => read({ models: [model] })).toThrow(message);
  });

  it('tells people by default, in the morning', () => {
    expect(read({}).notifications).toEqual({
      enabled: true,
      digestHour: 8,
      timeZone: 'UTC',
      platformTeam: undefined,
    });
    expect(
      read({
        notifications: {
          enabled: false,
          digestHour: 0,
          timeZone: 'Europe/Berlin',
          platformTeam: 'group:platform',
        },
      }).notifications,
    ).toEqual({
      enabled: false,
      digestHour: 0,
      timeZone: 'Europe/Berlin',
      platformTeam: 'group:default/platform',
    });
  });

  it.each([
    [{ digestHour: 24 }, /maturity\.notifications\.digestHour: expected/],
    [{ digestHour: 7.5 }, /digestHour: expected a whole number from 0 to 23/],
    [{ timeZone: 'Here' }, /maturity\.notifications\.timeZone: expected/],
    [{ platformTeam: 'us' }, /maturity\.notifications\.platformTeam: expected/],
  ])('refuses the notifications %j', (notifications, message) => {
    expect(() => read({ notifications })).toThrow(message);
  });
});
