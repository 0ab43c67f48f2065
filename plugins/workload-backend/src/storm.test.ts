import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import {
  HealthState,
  SignalReportInput,
} from '@plumbline/plugin-workload-common';
import { Knex } from 'knex';
import { workloadEntities } from './__fixtures__/workloads';
import { Death, Replica } from './__testUtils__/Replica';
import { HealthModelStore } from './store/HealthModelStore';
import { HealthTransitionTable, NodeTable } from './store/tables';

jest.setTimeout(600_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const NAMES = ['bank', 'mill', 'shop'];
const REGIONS = ['eastus2', 'westeurope'];
const ENTITIES = NAMES.flatMap(name => workloadEntities(name, REGIONS));
const STEP_S = 10;
const STORM_S = 600;
/** An alert that flapped closes later than others; until then it is calm. */
const CALM_S = 2_400;
const STATES: HealthState[] = [
  'healthy',
  'unhealthy',
  'degraded',
  'unhealthy',
  'unknown',
];
/**
 * What one workload's people hear of a storm at most, in the portal and on a
 * webhook each: that its incident opened, became graver, called the next, and is over.
 */
const MOST_MESSAGES = 4;

const MODEL = (name: string) => `
apiVersion: plumbline.io/v1
kind: HealthModel
metadata:
  name: ${name}
spec:
  userFlows:
    - { id: pay, title: Pay, criticality: critical, dependsOn: [resource:default/${name}-eastus2-web] }
    - { id: look, title: Look, criticality: low, dependsOn: [resource:default/${name}-westeurope-web] }
  escalation:
    - { contact: group:default/sre, afterMinutes: 0 }
    - { contact: user:default/boss, afterMinutes: 15 }
`;

/** Every node of every workload, each at its own pace; the same each time. */
function storm(second: number): SignalReportInput[] {
  const parts = NAMES.flatMap(name => [
    ...workloadEntities(name, REGIONS).map(({ kind, metadata }) => ({
      name,
      entityRef: `${kind.toLocaleLowerCase('en-US')}:default/${metadata.name}`,
    })),
    { name, entityRef: 'flow:pay' },
    { name, entityRef: 'flow:look' },
  ]);
  return parts.map(({ name, entityRef }, i) => {
    const turn = Math.floor((second / STEP_S) * (1 + (i % 4) / 4)) + 3 * i;
    return {
      ...signalOf(name, entityRef),
      state: second < STORM_S ? STATES[turn % STATES.length] : 'healthy',
    };
  });
}

function signalOf(name: string, entityRef: string) {
  return {
    workloadRef: `system:default/${name}`,
    entityRef,
    id: 'probe/one',
    name: 'Probe',
    minutes: 600,
  };
}

/** Some replicas on one database, and what time it is for them. */
class House {
  replicas: Replica[];
  readonly database: Knex;
  readonly #past: Replica[] = [];

  static async open(id: TestDatabaseId, count: number): Promise<House> {
    const client = await databases.init(id);
    const replicas: Replica[] = [];
    while (replicas.length < count) replicas.push(await Replica.start(client));
    const [{ estate }] = replicas;
    await estate.catalog(ENTITIES);
    const models = new HealthModelStore(client);
    for (const name of NAMES) {
      const ref = `system:default/${name}`;
      const edit = { text: MODEL(name), revision: '' };
      await models.saveFromPortal(
        ref,
        edit,
        'user:default/guest',
        estate.at(0),
      );
      await estate.rollUp.run([ref]);
    }
    return new House(client, replicas);
  }

  private constructor(database: Knex, replicas: Replica[]) {
    this.database = database;
    this.replicas = replicas;
  }

  /** One replica is gone for ever, and another begins in its place. */
  async restart() {
    this.#past.push(...this.replicas);
    this.replicas = [await Replica.start(this.database)];
  }

  at(second: number) {
    for (const { estate } of this.replicas) {
      estate.now = new Date(estate.at(1 + second / 60));
    }
  }

  /** All replicas at once. */
  async tasks() {
    const count = this.replicas[0].tasks.length;
    for (let i = 0; i < count; i++) {
      await Promise.all(this.replicas.map(({ tasks }) => tasks[i]()));
    }
  }

  get delivered() {
    return [...this.#past, ...this.replicas].flatMap(each => each.delivered);
  }
}

/** A storm and the calm after it; `push` has the replicas hear of signals. */
async function live(
  house: House,
  push: (reports: SignalReportInput[], second: number) => Promise<void>,
  isDown: (second: number) => Promise<boolean> = async () => false,
) {
  for (let second = 0; second <= STORM_S + CALM_S; second += STEP_S) {
    if (await isDown(second)) continue;
    house.at(second);
    if (second <= STORM_S) await push(storm(second), second);
    await house.tasks();
  }
}

async function calmReplica(
  id: TestDatabaseId,
  isQuiet: (second: number) => boolean = () => false,
): Promise<House> {
  const house = await House.open(id, 1);
  await live(house, async (reports, second) => {
    if (!isQuiet(second)) await house.replicas[0].push(reports);
  });
  return house;
}

/** Everything that is stored, but for numbers that are counted up and for who sent what when. */
async function stored({ database }: House) {
  const incidents = await database('incidents').orderBy([
    'workload_ref',
    'opened_at',
  ]);
  const names = new Map<number, string>(
    incidents.map(({ number, workload_ref, opened_at }) => [
      number,
      `${workload_ref} ${opened_at}`,
    ]),
  );
  const named = (row: Record<string, unknown>) =>
    JSON.stringify(row).replace(
      /(\\?"number\\?":|incident:|incidents\/)(\d+)/g,
      (_, before, number) => `${before}${names.get(Number(number))}`,
    );
  const rows = async (table: string, without: string[] = []) =>
    (await database(table).select())
      .map(row =>
        named(
          Object.fromEntries(
            Object.entries(row).filter(([column]) => !without.includes(column)),
          ),
        ),
      )
      .sort();
  return {
    workloads: await rows('workloads'),
    nodes: await rows('nodes'),
    edges: await rows('edges'),
    reports: await rows('signal_reports'),
    transitions: await rows('health_transitions'),
    boards: await rows('alert_boards'),
    incidents: await rows('incidents'),
    alerts: await rows('incident_alerts'),
    events: await rows('incident_events', ['id']),
    notes: await rows('alert_notes'),
    messages: await rows('outbox', [
      ...['id', 'due_at', 'attempts', 'sent_at', 'error'],
    ]),
  };
}

/** Each node's changes lead from one to the next, and the last to how it is now. */
async function changesOf({ database }: House): Promise<string[]> {
  const moves = await database<HealthTransitionTable>(
    'health_transitions',
  ).orderBy(['workload_ref', 'entity_ref', 'at']);
  const nodes = await database<NodeTable>('nodes');
  for (const { workload_ref, entity_ref, state, state_since } of nodes) {
    const own = moves.filter(
      each =>
        each.workload_ref === workload_ref && each.entity_ref === entity_ref,
    );
    own.slice(1).forEach((move, i) => {
      expect([move.from_state, move.from_since]).toEqual([
        own[i].to_state,
        own[i].at,
      ]);
    });
    const last = own.at(-1);
    expect([last?.to_state, last?.at]).toEqual([state, state_since]);
  }
  return moves.map(move =>
    [move.workload_ref, move.entity_ref, move.from_state, move.to_state].join(
      ' ',
    ),
  );
}

/** What everybody is told; not which of many causes it has, which changes by the second. */
async function titlesOf({ database }: House): Promise<string[]> {
  const rows: { channel: string; message: string }[] = await database(
    'outbox',
  ).orderBy('id');
  return rows
    .map(({ channel, message }) => `${channel} ${JSON.parse(message).title}`)
    .map(title => title.replace(/( is unhealthy).*/, '$1'))
    .sort();
}

/** How many messages each workload's people heard, by channel and what they were about. */
async function expectBounded(house: House) {
  const { database, delivered } = house;
  const incidents = await database('incidents').orderBy('number');
  expect(incidents.map(({ workload_ref }) => workload_ref).sort()).toEqual(
    NAMES.map(name => `system:default/${name}`),
  );
  expect(incidents.every(({ closed_at }) => closed_at !== null)).toBe(true);
  const written: {
    channel: string;
    message: string;
    sent_at: string | null;
  }[] = await database('outbox').orderBy('id');
  for (const channel of ['backstage', 'webhook:ops']) {
    for (const { number } of incidents) {
      const about = `incident:${number}`;
      const ofIt = written.filter(
        each =>
          each.channel === channel &&
          JSON.parse(each.message).aboutRef === about,
      );
      expect(ofIt.length).toBeGreaterThanOrEqual(2);
      expect(ofIt.length).toBeLessThanOrEqual(MOST_MESSAGES);
      const heard = delivered.filter(
        each => each.channel === channel && each.aboutRef === about,
      );
      expect(heard.length).toBeLessThanOrEqual(MOST_MESSAGES);
      // The last that everybody hears is that it is over.
      expect(ofIt.at(-1)!.sent_at).not.toBeNull();
      expect(JSON.parse(ofIt.at(-1)!.message).severity).toBeUndefined();
    }
    // Nothing else is said, as of lesser alerts.
    const ofChannel = delivered.filter(each => each.channel === channel);
    expect(ofChannel.length).toBeLessThanOrEqual(MOST_MESSAGES * NAMES.length);
  }
  expect(await database('outbox').whereNotNull('due_at')).toEqual([]);
}

describe.each(databases.eachSupportedId())('a signal storm on %s', id => {
  let calm: House;
  beforeAll(async () => {
    calm = await calmReplica(id);
  });

  it('moves every node again and again, and tells people a few times', async () => {
    const changes = await changesOf(calm);
    expect(changes.length).toBeGreaterThan(500);
    for (const { entityRef, workloadRef } of storm(0)) {
      const own = changes.filter(each =>
        each.startsWith(`${workloadRef} ${entityRef} `),
      );
      expect(own.length).toBeGreaterThanOrEqual(2);
    }
    await expectBounded(calm);
  });

  it('is the same for two replicas that hear of it at once', async () => {
    const house = await House.open(id, 2);
    await live(house, async (reports, second) => {
      const [one, other] = house.replicas;
      const [name] = NAMES.slice((second / STEP_S) % NAMES.length);
      const ofIt = reports.filter(each => each.workloadRef?.endsWith(name));
      // Some are sent twice, and the rest is shared out.
      await Promise.all([
        one.push(reports.filter(each => !ofIt.includes(each))),
        one.push(ofIt),
        other.push(ofIt),
      ]);
    });
    expect(await stored(house)).toEqual(await stored(calm));
    expect(house.delivered.map(each => each.title).sort()).toEqual(
      calm.delivered.map(each => each.title).sort(),
    );
    await expectBounded(house);
  });

  it('is the same when one of two replicas is killed all the time', async () => {
    const deaths: Death[] = [
      'before rolling up',
      'before incidents',
      'before committing',
    ];
    const house = await House.open(id, 2);
    const [, mortal] = house.replicas;
    await live(house, async (reports, second) => {
      mortal.die(deaths[(second / STEP_S) % deaths.length]);
      await mortal.push(reports);
    });
    expect(await stored(house)).toEqual(await stored(calm));
    await expectBounded(house);
  });

  it('loses no transition of a replica that is killed in the middle and started again', async () => {
    // At first, when nothing else falls due; in the middle; and at the end of the storm.
    const killedAt: Record<number, Death> = {
      0: 'before committing',
      300: 'before rolling up',
      [STORM_S]: 'before incidents',
    };
    const sinceKilled = (second: number) =>
      Math.min(
        ...Object.keys(killedAt)
          .map(at => second - Number(at))
          .filter(since => since >= 0),
      );
    const isDown = (second: number) => sinceKilled(second) < 40;
    const house = await House.open(id, 1);
    await live(
      house,
      // The first thing that whoever is started again hears is another push.
      async reports => {
        await house.replicas[0].push(reports);
      },
      async second => {
        const death = killedAt[second];
        if (death) {
          house.at(second);
          house.replicas[0].die(death);
          await house.replicas[0].push(storm(second));
          await house.restart();
        }
        return isDown(second);
      },
    );
    const undisturbed = await calmReplica(
      id,
      second => !killedAt[second] && isDown(second),
    );
    expect(await changesOf(house)).toEqual(await changesOf(undisturbed));
    expect(await titlesOf(house)).toEqual(await titlesOf(undisturbed));
    await expectBounded(house);
  });

  it('has what a replica was about to send sent by another', async () => {
    const house = await House.open(id, 2);
    const [mortal, lasting] = house.replicas;
    mortal.die('while sending');
    await live(house, async (reports, second) => {
      await mortal.push(reports);
      if (second === STORM_S) house.replicas = [lasting];
    });
    expect(mortal.delivered).toEqual([]);
    expect(await stored(house)).toEqual(await stored(calm));
    await expectBounded(house);
  });
});
