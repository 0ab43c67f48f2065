/*
 * The estate on a Git host, in a process of its own, so that the back end's
 * memory and processor time are its own. Asked and answered by messages of the
 * parent. Pull requests that are open stand from the start.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readStaticCode } from '@plumbline/plugin-stamp-node';
import { GitHubServer } from '@plumbline/plugin-stamp-node/testUtils';
import {
  PULL_REQUESTS,
  WORKLOADS,
  changesOf,
  proposedChangeOf,
} from './estate';
import { SPOILED } from './folder';

/** What the parent may ask: its config; what was asked since it last asked; that a file is changed by hand. */
export type Question = 'config' | 'requests' | 'spoil';

/** How many requests there were, by what was asked for. */
export type Requests = Record<'tips' | 'pulls' | 'trees' | 'blobs', number>;

async function main() {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'bench-host-'));
  const server = await GitHubServer.start({ directory });
  const { repository } = server;
  const code = await readStaticCode();
  let spoiled = '';
  for (let n = 0; n < WORKLOADS; n++) {
    const changes = [...changesOf(n, code)];
    await repository.commitTo('main', {
      message: `Workload ${n}`,
      files: filesOf(changes.flatMap(({ files }) => files)),
    });
    spoiled = `${changes.at(-1)!.plan.stamp.folder}/${SPOILED}`;
  }
  for (let n = 0; n < Math.min(PULL_REQUESTS, WORKLOADS); n++) {
    const { branch, title, body, files } = proposedChangeOf(n, code);
    await repository.setBranch(branch, await repository.tip('main'), undefined);
    await repository.commitTo(branch, {
      message: title,
      files: filesOf(files),
    });
    server.pulls.push({
      number: n + 1,
      title,
      body,
      branch,
      base: 'main',
      state: 'open',
    });
  }

  const answers: Record<Question, () => unknown> = {
    config: () => server.config,
    requests: () => {
      const count = (pattern: RegExp) =>
        server.exchanges.filter(one => pattern.test(one.path)).length;
      const requests: Requests = {
        tips: count(/\/estate$|\/git\/ref\//),
        pulls: count(/\/pulls$/),
        trees: count(/\/git\/trees\//),
        blobs: count(/\/git\/blobs\//),
      };
      const all = Object.values(requests).reduce((a, b) => a + b);
      if (all !== server.exchanges.length) {
        const [odd] = server.exchanges.filter(
          ({ path: its }) => !/\/estate$|\/git\/|\/pulls$/.test(its),
        );
        throw new Error(`${odd.method} ${odd.path} is counted nowhere`);
      }
      server.forget();
      return requests;
    },
    spoil: () =>
      repository.commitTo('main', {
        message: 'By hand',
        files: { [spoiled]: 'By hand\n' },
      }),
  };
  process.on('message', async (question: Question) => {
    process.send!({ answer: (await answers[question]()) ?? null });
  });
  process.on('disconnect', () => {
    rmSync(directory, { recursive: true, force: true });
    process.exit(0);
  });
}

function filesOf(files: readonly { path: string; content: string }[]) {
  return Object.fromEntries(
    files.map(({ path: at, content }) => [at, content]),
  );
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
