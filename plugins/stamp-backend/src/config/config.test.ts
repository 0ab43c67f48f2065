import { ConfigReader } from '@backstage/config';
import { readReporters } from './readReporters';
import { readStampConfig } from './readStampConfig';

const reporters = (...items: object[]) =>
  readReporters(new ConfigReader({ stamp: { reporters: items } } as any));

describe('stamp.reporters', () => {
  it('names who may tell, and of what', () => {
    expect(readReporters(new ConfigReader({}))).toEqual([]);
    expect(
      reporters(
        { subject: 'external:ci' },
        { subject: 'external:pay', workloads: ['system:default/Pay'] },
      ),
    ).toEqual([
      { subject: 'external:ci', workloads: undefined },
      { subject: 'external:pay', workloads: ['system:default/pay'] },
    ]);
  });

  it('refuses what would not do what it looks like', () => {
    expect(() => reporters({ subject: 'ci', workloads: ['pay'] })).toThrow(
      "stamp.reporters[0].workloads: expected full refs such as system:default/shop; got 'pay'",
    );
    expect(() =>
      reporters({ subject: 'ci' }, { subject: 'ci', workloads: [] }),
    ).toThrow("stamp.reporters[1].subject: 'ci' is there twice");
  });
});

describe('stamp.schedule and stamp.retention', () => {
  it('has defaults', () => {
    expect(readStampConfig(new ConfigReader({}))).toMatchObject({
      retentionDays: 400,
      schedule: { frequency: { minutes: 2 } },
    });
  });

  it('takes what is told', () => {
    const config = new ConfigReader({
      stamp: {
        retention: { days: 30 },
        schedule: { frequency: { minutes: 10 }, timeout: { minutes: 5 } },
      },
    });
    expect(readStampConfig(config)).toMatchObject({
      retentionDays: 30,
      schedule: { frequency: { minutes: 10 } },
    });
  });

  it.each([0, -1, 1.5])('refuses %p days', days => {
    expect(() =>
      readStampConfig(new ConfigReader({ stamp: { retention: { days } } })),
    ).toThrow('stamp.retention.days: expected whole days');
  });
});
