import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SourceItem } from '@plumbline/plugin-secret-expiry-node';
import { InventorySource } from './InventorySource';

const INVENTORY = `apiVersion: plumbline.io/v1
kind: CredentialInventory
metadata: { name: bank }
credentials:
  - name: db
    kind: secret
    workload: system:default/bank
    created: 2026-01-01
    rotation: manual
`;

describe('InventorySource', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'inventory-'));
  });

  afterEach(() => rm(directory, { recursive: true, force: true }));

  async function list(directories: string[], fingerprints = new Map()) {
    const items: SourceItem[] = [];
    let error: Error | undefined;
    try {
      const source = new InventorySource(directories);
      const { signal } = new AbortController();
      for await (const item of source.list({
        fingerprints,
        done: new Set(),
        memoryOf: async () => undefined,
        signal,
      })) {
        items.push(item);
      }
    } catch (caught) {
      error = caught as Error;
    }
    return { items, error };
  }

  it('lists YAML files, each as a place, and skips those it has read before', async () => {
    const file = join(directory, 'bank.yaml');
    await writeFile(file, INVENTORY);
    await writeFile(join(directory, 'broken.yml'), 'credentials: [\n');
    await writeFile(join(directory, 'notes.txt'), 'not an inventory');

    const { items, error } = await list([directory]);
    expect(error).toBeUndefined();
    expect(items).toEqual([
      {
        type: 'credentials',
        place: file,
        credentials: [
          expect.objectContaining({ key: '|secret|db', name: 'db' }),
        ],
      },
      expect.objectContaining({
        place: file,
        title: 'Inventory bank',
        outcome: 'looked',
        workloadRefs: ['system:default/bank'],
      }),
      expect.objectContaining({ type: 'credentials', credentials: [] }),
      expect.objectContaining({
        title: 'Inventory broken',
        outcome: 'partly',
        problems: expect.arrayContaining([
          expect.objectContaining({ line: expect.any(Number) }),
        ]),
      }),
    ]);

    const { fingerprint } = items[1] as { fingerprint: string };
    const fingerprints = new Map([[file, fingerprint]]);
    const again = await list([directory], fingerprints);
    expect(again.items[0]).toMatchObject({ place: file, outcome: 'unchanged' });

    await utimes(file, new Date(), new Date(Date.now() + 5_000));
    const touched = await list([directory], fingerprints);
    expect(touched.items[0]).toMatchObject({ type: 'credentials' });
  });

  it('reads the other directories when one cannot be listed, and then says so', async () => {
    await writeFile(join(directory, 'bank.yaml'), INVENTORY);
    const missing = join(directory, 'missing');
    const { items, error } = await list([missing, directory]);
    expect(items).toHaveLength(2);
    expect(error?.message).toBe(
      `The directory ${missing} could not be listed (ENOENT)`,
    );
  });

  it('says of a file that cannot be read only what kind of failure it was', async () => {
    await mkdir(join(directory, 'bank.yaml'));
    const { items } = await list([directory]);
    expect(items).toEqual([
      expect.objectContaining({
        outcome: 'could-not-look',
        reason: expect.stringMatching(
          /bank\.yaml could not be read \(EISDIR\)$/,
        ),
      }),
    ]);
  });
});
