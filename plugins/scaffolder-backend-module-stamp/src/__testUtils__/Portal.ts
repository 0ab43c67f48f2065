import { ChildProcess, spawn } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import knex from 'knex';
import type { StampStatus } from '@plumbline/plugin-stamp-common';
import type { PortalSetup } from './portalProcess';

/** How often a test looks whether something happened. */
const LOOK_MS = 50;

/** A task of the scaffolder, as its API tells it. */
export interface Task {
  id: string;
  status: 'open' | 'processing' | 'completed' | 'failed' | 'cancelled';
}

/**
 * A scaffolder with the actions of stamps in a process of its own, on a
 * database that outlives it, so that it can be killed as an operating system
 * kills.
 */
export class Portal {
  readonly #setup: PortalSetup;
  #process?: ChildProcess;
  #address?: string;

  constructor(setup: PortalSetup) {
    this.#setup = setup;
  }

  /** Starts the process where none runs, such as after it was killed. */
  async start(): Promise<void> {
    if (this.#process) return;
    const file = join(this.#setup.directory, 'setup.json');
    writeFileSync(file, JSON.stringify(this.#setup));
    const child = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        join(__dirname, 'portalProcess.ts'),
        file,
      ],
      { stdio: ['pipe', 'pipe', 'pipe'], env: withoutJest(process.env) },
    );
    this.#process = child;
    let errors = '';
    child.stderr!.on('data', data => {
      errors += data;
    });
    this.#address = await new Promise((resolve, reject) => {
      child.stdout!.on('data', data => {
        const port = /listening on (\d+)/.exec(String(data))?.[1];
        if (port) resolve(`http://localhost:${port}`);
      });
      child.once('exit', () =>
        reject(new Error(`It did not start: ${errors}`)),
      );
    });
  }

  /** Kills it at once: nothing is closed, nothing is written. */
  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise(resolve => {
      child.once('exit', resolve);
    });
    child.kill('SIGKILL');
    await ended;
    await this.#age();
  }

  /** Tasks of the dead look as if it had died a while ago, so that nobody waits for that. */
  async #age() {
    const database = knex({
      client: 'better-sqlite3',
      connection: { filename: this.#path(join('db', 'scaffolder.sqlite')) },
      useNullAsDefault: true,
    });
    // Not a day: then they would be given up.
    const anHourAgo = new Date(Date.now() - 3_600_000).toISOString();
    await database('tasks').update({
      last_heartbeat_at: anHourAgo.slice(0, 19).replace('T', ' '),
    });
    await database.destroy();
  }

  /** The next task waits at a gate of this name. */
  close(name: string) {
    rmSync(this.#path('reached'), { force: true });
    writeFileSync(this.#path('gate'), name);
  }

  /** Nobody waits any more who has not come to the gate yet. */
  open() {
    rmSync(this.#path('gate'), { force: true });
  }

  /**
   * Until a task waits at the gate.
   *
   * @throws Error with the task's log where it ended before.
   */
  async reached(id: string): Promise<void> {
    await until(async () => {
      if (existsSync(this.#path('reached'))) return true;
      const { status } = await this.ask(`/v2/tasks/${id}`);
      if (isRunning(status)) return false;
      throw new Error(`The task ${status}: ${await this.log(id)}`);
    });
  }

  /** What pipelines told of stamps last. */
  tell(...statuses: StampStatus[]) {
    writeFileSync(this.#path('statuses.json'), JSON.stringify(statuses));
  }

  /** Puts in a task as the form does; gives its id. */
  async submit(template: any, values: object): Promise<string> {
    const { id } = await this.ask('/v2/tasks', {
      templateRef: `template:default/${template.metadata.name}`,
      values,
    });
    return id;
  }

  /**
   * Until the task is completed.
   *
   * @throws Error with its log where it failed.
   */
  async completed(id: string): Promise<void> {
    await until(async () => {
      const { status } = await this.ask(`/v2/tasks/${id}`);
      if (isRunning(status)) return false;
      if (status === 'completed') return true;
      throw new Error(`The task ${status}: ${await this.log(id)}`);
    });
  }

  /** What the task wrote into its log. */
  async log(id: string): Promise<string> {
    const events = await this.ask(`/v2/tasks/${id}/events`);
    return events.map(({ body }: any) => JSON.stringify(body)).join('\n');
  }

  /** What the task put out. */
  async output(id: string): Promise<any> {
    const events = await this.ask(`/v2/tasks/${id}/events`);
    return events.find(({ type }: any) => type === 'completion')?.body.output;
  }

  /** Answer of the scaffolder's API. */
  async ask(path: string, body?: object): Promise<any> {
    const response = await fetch(`${this.#address}/api/scaffolder${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        Authorization: mockCredentials.user.header(),
        'Content-Type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status} of ${path}: ${text}`);
    return JSON.parse(text);
  }

  #path(name: string): string {
    return join(this.#setup.directory, name);
  }
}

/** Waits until something is so; the test's own timeout ends it. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
): Promise<void> {
  while (!(await isSo())) {
    await new Promise(resolve => setTimeout(resolve, LOOK_MS));
  }
}

function isRunning(status: Task['status']): boolean {
  return status === 'open' || status === 'processing';
}

function withoutJest(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { JEST_WORKER_ID, NODE_OPTIONS, ...rest } = env;
  return rest;
}
