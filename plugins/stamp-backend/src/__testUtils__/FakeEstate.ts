import { createHash } from 'node:crypto';
import {
  LOCK_FILE,
  PullRequestLink,
  StampLock,
  TEMPLATE_VERSION,
} from '@plumbline/plugin-stamp-common';
import type {
  Estate,
  EstateView,
  StandingLock,
} from '@plumbline/plugin-stamp-node';

const hashOf = (text: string) =>
  createHash('sha256').update(text).digest('hex');

/** An estate in memory that counts what it is asked, and can fail. */
export class FakeEstate implements Pick<Estate, 'look'>, EstateView {
  /** Text by path. */
  readonly files = new Map<string, string>();
  readonly #locks = new Map<string, StandingLock[]>();
  readonly asked = { revision: 0, locks: 0, hashes: 0 };
  pullRequests: PullRequestLink[] = [];
  failure: Error | undefined;
  readonly #versions = new Map<string, number>();

  /** A stamp with its files; `text` is what is in one of them. */
  addStamp(
    name: string,
    options: {
      workload?: string;
      region?: string;
      lifecycle?: 'planned' | 'draining';
      pullRequest?: PullRequestLink;
      templateVersion?: string;
    } = {},
  ) {
    const { workload = 'shop', region = 'westeurope', pullRequest } = options;
    const folder = `stamps/${workload}/prod/${region}-001`;
    const workflow = `.github/workflows/${name}.yml`;
    const files = {
      [`${folder}/main.tf`]: 'resource',
      [workflow]: 'on: push',
    };
    const lock = {
      apiVersion: 'plumbline.io/v1',
      kind: 'StampLock',
      templateVersion: options.templateVersion ?? TEMPLATE_VERSION,
      plan: {
        stampRef: `resource:default/${name}`,
        name,
        workloadRef: `system:default/${workload}`,
        folder,
        environment: 'prod',
        region,
        instance: 1,
        lifecycle: options.lifecycle ?? 'planned',
        trafficWeight: options.lifecycle === 'draining' ? 0 : 100,
        maxUsers: 4_000,
        infrastructure: 'terraform',
        pipeline: 'github-actions',
        image: 'example.azurecr.io/shop:1.0.0',
        size: { expectedUsers: 2_500 },
      },
      files: Object.fromEntries(
        Object.entries(files).map(([path, text]) => [path, hashOf(text)]),
      ),
    } as unknown as StampLock;
    this.change(workload, locks => [...locks, { folder, lock, pullRequest }]);
    if (!pullRequest) {
      Object.entries(files).forEach(([path, text]) =>
        this.files.set(path, text),
      );
      this.files.set(`${folder}/${LOCK_FILE}`, JSON.stringify(lock));
    }
    return { folder, lock, workflow };
  }

  /** Another state of a workload's locks, and so another revision. */
  change(
    workload: string,
    next: (locks: StandingLock[]) => StandingLock[] = locks => locks,
  ) {
    const ref = `system:default/${workload}`;
    this.#locks.set(ref, next(this.#locks.get(ref) ?? []));
    this.#versions.set(ref, (this.#versions.get(ref) ?? 0) + 1);
  }

  async look() {
    this.asked.revision += 1;
    this.#fail();
    return this;
  }

  async revisionOf(workloadRef: string) {
    return `r${this.#versions.get(workloadRef) ?? 0}`;
  }

  async readLocks(workloadRef: string) {
    this.asked.locks += 1;
    this.#fail();
    return this.#locks.get(workloadRef) ?? [];
  }

  async hashFiles(paths: readonly string[]) {
    this.asked.hashes += 1;
    this.#fail();
    return new Map(
      [...this.files]
        .filter(([path]) =>
          paths.some(asked => path === asked || path.startsWith(`${asked}/`)),
        )
        .map(([path, text]) => [path, hashOf(text)]),
    );
  }

  async openPullRequests(branches: readonly string[]) {
    this.#fail();
    return this.pullRequests.filter(({ branch }) => branches.includes(branch));
  }

  #fail() {
    if (this.failure) throw this.failure;
  }
}
