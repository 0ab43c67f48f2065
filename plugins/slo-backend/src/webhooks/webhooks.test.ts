import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { Webhook } from '@plumbline/plugin-workload-node';
import { NoticeHouse, ruleOf } from '../__testUtils__/NoticeHouse';
import {
  SloWebhook,
  SloWebhookRules,
  hearsAlert,
  readSloWebhooks,
} from './SloWebhook';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const SECRET = 'T000/B000/hidden';

/** A server that takes messages, answers as it is told, and remembers them. */
class Inbox {
  readonly messages: { text: string; blocks: any[] }[] = [];
  /** Statuses of the next answers; then 200. `never` for no answer at all. */
  answers: (number | 'never')[] = [];
  headers: Record<string, string> = {};
  #server!: Server;

  static async open(): Promise<Inbox> {
    const inbox = new Inbox();
    inbox.#server = createServer((request, response) => {
      read(request).then(body => {
        const answer = inbox.answers.shift() ?? 200;
        if (answer === 'never') return;
        inbox.messages.push(JSON.parse(body || '{}'));
        response.writeHead(answer, inbox.headers).end('ok');
      });
    });
    await new Promise<void>(done => {
      inbox.#server.listen(0, '127.0.0.1', done);
    });
    return inbox;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/services/${SECRET}`;
  }

  async close() {
    this.#server.closeAllConnections();
    await new Promise(done => this.#server.close(done));
  }
}

async function read(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const part of request) body += part;
  return body;
}

describe.each(databases.eachSupportedId())('webhooks on %s', id => {
  let house: NoticeHouse;
  let inbox: Inbox;

  beforeEach(async () => {
    house = await NoticeHouse.build(await databases.init(id));
    inbox = await Inbox.open();
  });

  afterEach(() => inbox.close());

  const webhooks = (...sections: object[]) =>
    readSloWebhooks(
      mockServices.rootConfig({
        data: {
          app: { baseUrl: 'https://portal.example/' },
          slo: {
            webhooks: (sections.length > 0 ? sections : [{}]).map(section => ({
              name: 'ops',
              url: inbox.url,
              allowInsecure: true,
              ...section,
            })),
          },
        },
      }),
    );

  /** What the webhooks got. */
  async function posted(to: SloWebhook[] = webhooks()) {
    await house.told({ webhooks: to });
    return inbox.messages.splice(0);
  }

  /** Everything that was logged. */
  const logged = () =>
    JSON.stringify([
      house.logger.warn.mock.calls,
      house.logger.error.mock.calls,
      house.logger.info.mock.calls,
    ]);

  it('posts what fires and what is resolved as Slack takes it', async () => {
    await house.change('errors', 'inactive', 'firing');
    expect(await posted()).toEqual([
      {
        text: 'high: The shop: Uptime: Rule errors\nUptime: Rule errors (high, since 2026-11-21 10:00 UTC). 10 of 100 bad.',
        blocks: [
          {
            type: 'header',
            text: {
              type: 'plain_text',
              text: ':large_orange_circle: The shop: Uptime: Rule errors',
              emoji: true,
            },
          },
          {
            type: 'section',
            text: {
              type: 'mrkdwn',
              text: ':large_orange_circle: Uptime: Rule errors (high, since 2026-11-21 10:00 UTC). 10 of 100 bad.',
              verbatim: true,
            },
          },
          {
            type: 'context',
            elements: [
              {
                type: 'mrkdwn',
                text: '2026-11-21 10:00 UTC · group:default/shop · <https://portal.example/catalog/default/system/shop/slo#slo-uptime|Open>',
                verbatim: true,
              },
            ],
          },
        ],
      },
    ]);
    expect(await posted()).toEqual([]);
    house.later(5);
    await house.change('errors', 'firing', 'inactive');
    const [{ text }] = await posted();
    expect(text).toMatch(/^resolved: The shop: resolved: Uptime: Rule errors/);
  });

  it('tells each webhook what it wants to know', async () => {
    await house.declare([
      ruleOf('errors'),
      ruleOf('paged', { targets: ['on-call'] }),
    ]);
    const to = webhooks(
      { name: 'urgent', severities: ['critical'] },
      { name: 'others', owners: ['group:default/bank'] },
      { name: 'shop', workloads: ['system:default/shop'] },
      { name: 'pager', targets: ['on-call'] },
      { name: 'on-call' },
    );
    const told = async () => {
      await house.round({ webhooks: to }).run(house.now);
      const rows = await house
        .database('outbox')
        .whereLike('channel', 'webhook:%')
        .orderBy('id');
      await house.database('outbox').delete();
      return rows.map(({ channel }) => channel.slice('webhook:'.length));
    };
    await house.change('errors', 'inactive', 'firing');
    expect(await told()).toEqual(['shop', 'on-call']);
    await house.change('paged', 'inactive', 'firing');
    expect(await told()).toEqual(['pager', 'on-call']);
    await house.change('errors', 'inactive', 'firing', {
      severity: 'critical',
    });
    expect(await told()).toEqual(['urgent', 'shop', 'on-call']);
    // Whoever was told that it fires is told that it is over.
    await house.change('errors', 'firing', 'inactive');
    expect(await told()).toEqual(['urgent', 'shop', 'on-call']);
    await house.change('paged', 'firing', 'inactive');
    expect(await told()).toEqual(['pager', 'on-call']);
    await house.spend(-1);
    expect(await told()).toEqual(['shop', 'on-call']);
  });

  it('leaves nothing in a message that would mention, link or command', async () => {
    await house.declare([ruleOf('a')]);
    await house.know('shop', 'group:default/shop');
    await house.database('workloads').update({ title: '<!channel> A & B' });
    await house.change('a', 'inactive', 'firing');
    const [{ text, blocks }] = await posted();
    expect(text).toContain('&lt;!channel&gt; A &amp; B');
    expect(JSON.stringify([text, blocks])).not.toContain('<!');
  });

  it('tries again after a pause, in order, and says nothing of the address', async () => {
    inbox.answers = [503];
    await house.change('errors', 'inactive', 'firing');
    expect(await posted()).toHaveLength(1);
    await house.change('slow', 'inactive', 'firing');
    // The second one waits for the first.
    expect(await posted()).toEqual([]);
    house.later(1);
    const titles = (await posted()).map(({ text }) => text.split('\n')[0]);
    expect(titles).toEqual([
      'high: The shop: Uptime: Rule errors',
      'high: The shop: Uptime: Rule slow',
    ]);
    expect(house.logger.warn).toHaveBeenCalledWith(
      "Message about system:default/shop to webhook 'ops' is tried again at 2026-11-21T10:00:30.000Z: it answered with 503",
    );
    expect(logged()).not.toContain('hidden');
    expect(JSON.stringify(await house.database('outbox'))).not.toContain(
      'hidden',
    );
  });

  it('waits as long as it is asked to', async () => {
    inbox.answers = [429];
    inbox.headers = { 'retry-after': '600' };
    await house.change('errors', 'inactive', 'firing');
    expect(await posted()).toHaveLength(1);
    house.later(9);
    expect(await posted()).toEqual([]);
    house.later(1);
    expect(await posted()).toHaveLength(1);
  });

  it('follows no redirect', async () => {
    const elsewhere = await Inbox.open();
    inbox.answers = [307];
    inbox.headers = { location: elsewhere.url };
    await house.change('errors', 'inactive', 'firing');
    await posted();
    expect(elsewhere.messages).toEqual([]);
    expect(logged()).toContain('a redirect (307), which is not followed');
    await elsewhere.close();
  });

  it('gives up what is refused at once, and goes on', async () => {
    inbox.answers = [400];
    await house.change('errors', 'inactive', 'firing');
    await posted();
    expect(house.logger.error).toHaveBeenCalledWith(
      "Message about system:default/shop to webhook 'ops' was given up: it refused it with 400",
    );
    await house.change('slow', 'inactive', 'firing');
    const [{ blocks }] = await posted();
    expect(JSON.stringify(blocks)).toContain(
      '1 earlier message could not be delivered',
    );
    await house.change('down', 'inactive', 'firing');
    expect(JSON.stringify(await posted())).not.toContain('earlier');
  });

  it('makes one of what waited for long', async () => {
    inbox.answers = [500];
    await house.change('a', 'inactive', 'firing');
    await posted();
    for (const rule of ['b', 'c', 'd', 'e', 'f']) {
      await house.change(rule, 'inactive', 'firing');
      expect(await posted()).toEqual([]);
    }
    house.later(1);
    const [{ text, blocks }, ...others] = await posted();
    expect(others).toEqual([]);
    expect(text).toMatch(/^high: 6 messages about SLOs of 1 workload/);
    expect(blocks).toHaveLength(8);
    expect(await posted()).toEqual([]);
  });

  it('gives up after a day', async () => {
    inbox.answers = Array(100).fill(500);
    await house.change('errors', 'inactive', 'firing');
    let attempts = (await posted()).length;
    for (let hour = 0; hour < 26; hour++) {
      house.later(60);
      attempts += (await posted()).length;
    }
    expect(attempts).toBeGreaterThan(10);
    expect(attempts).toBeLessThan(30);
    expect(house.logger.error).toHaveBeenCalledTimes(1);
    expect(await house.database('outbox').whereNotNull('due_at')).toEqual([]);
  });

  it('waits for no answer for ever, and keeps nobody else waiting', async () => {
    inbox.answers = ['never'];
    const slow = new Webhook({
      name: 'slow',
      url: new URL(inbox.url),
      rules: webhooks()[0].rules,
      timeLimitMs: 50,
    });
    await house.change('errors', 'inactive', 'firing');
    expect(await house.told({ webhooks: [slow] })).toHaveLength(1);
    expect(logged()).toContain('it did not answer in time');
  });

  it('tells nobody whose webhook is configured no more', async () => {
    await house.change('errors', 'inactive', 'firing');
    await house.round({ webhooks: webhooks() }).run(house.now);
    await house.postman().run();
    expect(house.logger.error).toHaveBeenCalledWith(
      'Message about system:default/shop to webhook:ops was given up: it is configured no more',
    );
  });

  it('says that nobody is there without saying where', async () => {
    const to = webhooks();
    await inbox.close();
    await house.change('errors', 'inactive', 'firing');
    await house.told({ webhooks: to });
    expect(logged()).toContain('it could not be reached (ECONNREFUSED)');
    expect(logged()).not.toContain('127.0.0.1');
    inbox = await Inbox.open();
  });
});

describe('the targets of a webhook', () => {
  const targetsOf = (webhook: object) => {
    const [{ rules }] = readSloWebhooks(
      mockServices.rootConfig({
        data: { slo: { webhooks: [{ name: 'ops', ...webhook }] } },
      }),
    );
    return rules;
  };
  const url = 'https://hooks.example/services/hidden';

  it('are its name, and what names none, unless it says', () => {
    expect(targetsOf({ url })).toMatchObject({
      targets: ['ops'],
      untargeted: true,
    });
    expect(targetsOf({ url, targets: ['on-call'] })).toMatchObject({
      targets: ['on-call'],
      untargeted: false,
    });
  });
});

describe('hearsAlert', () => {
  const rules: SloWebhookRules = {
    severities: ['high'],
    targets: ['on-call'],
    untargeted: false,
  };
  const shop = { workloadRef: 'system:default/shop' };

  it.each([
    [{}, { severity: 'high', targets: ['on-call', 'x'] }, true],
    [{}, { severity: 'low', targets: ['on-call'] }, false],
    [{}, { severity: 'high', targets: ['x'] }, false],
    [{}, { severity: 'high', targets: [] }, false],
    [{ untargeted: true }, { severity: 'high', targets: [] }, true],
    [
      { owners: ['group:default/a'] },
      { severity: 'high', targets: ['on-call'] },
      false,
    ],
  ] as const)('with %j of %j is %s', (more, about, expected) => {
    expect(
      hearsAlert({ ...rules, ...(more as Partial<SloWebhookRules>) }, shop, {
        severity: about.severity,
        targets: [...about.targets],
      }),
    ).toBe(expected);
  });
});
