import { ChildProcess, spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Interface, createInterface } from 'node:readline';

jest.setTimeout(180_000);

const NODE = [
  // Whole strings in snapshots, however long.
  '--heap-snapshot-string-limit=100000000',
  '--require',
  require.resolve('@backstage/cli/config/nodeTransform.cjs'),
];
const PROGRAMS = join(__dirname, '__testUtils__', 'memory');

/** Nothing of the environment of this test, which has transforms of its own. */
const ENVIRONMENT = { PATH: process.env.PATH };

describe('keys of secrets', () => {
  let server: ChildProcess;
  let lines: Interface;
  let address: { url: string; folder: string };

  const nextLine = async () => {
    const [line] = (await new Promise<unknown[]>(resolve =>
      lines.once('line', (...read) => resolve(read)),
    )) as string[];
    return JSON.parse(line);
  };

  beforeAll(async () => {
    server = spawn(
      process.execPath,
      [...NODE, join(PROGRAMS, 'plantingServer.ts')],
      { env: ENVIRONMENT, stdio: ['pipe', 'pipe', 'inherit'] },
    );
    lines = createInterface({ input: server.stdout! });
    address = await nextLine();
  });
  afterAll(() => {
    server.kill();
    rmSync(address.folder, { recursive: true });
  });

  /** Lists in a process of its own; how many keys are in its memory, and what it listed. */
  async function look(how: 'carefully' | 'parse') {
    const listed = join(address.folder, `${how}.json`);
    const snapshot = join(address.folder, `${how}.heapsnapshot`);
    const code = await new Promise(resolve =>
      spawn(
        process.execPath,
        [
          ...NODE,
          join(PROGRAMS, 'listAndSnapshot.ts'),
          ...[how, listed, snapshot, JSON.stringify(address)],
        ],
        { env: ENVIRONMENT, stdio: 'inherit' },
      ).on('close', resolve),
    );
    expect(code).toBe(0);
    const foundIn = async (file: string): Promise<number> => {
      const answer = nextLine();
      server.stdin!.write(`${file}\n`);
      return (await answer).found;
    };
    return {
      inMemory: await foundIn(snapshot),
      inListed: await foundIn(listed),
      snapshot,
      listed: JSON.parse(readFileSync(listed, 'utf8')),
    };
  }

  it('are nowhere in memory and in nothing that is listed', async () => {
    const { inMemory, inListed, snapshot, listed } = await look('carefully');
    expect(listed[0].credentials).toHaveLength(300);
    expect(listed[0].outcomes[0].outcome).toBe('looked');
    // What is listed is in the snapshot, so it would show the rest.
    expect(readFileSync(snapshot, 'latin1')).toContain('secret-299');
    expect({ inMemory, inListed }).toEqual({ inMemory: 0, inListed: 0 });
  });

  it('would be found if they were', async () => {
    const { inMemory, inListed } = await look('parse');
    expect(inMemory).toBeGreaterThanOrEqual(300);
    expect(inListed).toBeGreaterThanOrEqual(300);
  });
});
