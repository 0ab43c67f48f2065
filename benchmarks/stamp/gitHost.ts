import { fork } from 'node:child_process';
import path from 'node:path';
import { JsonObject } from '@backstage/types';
import type { Question, Requests } from './gitHostServer';

/** The Git host of a process that was started for it. */
export interface GitHost {
  /** Config of an estate on it. */
  config: JsonObject;
  /** What was asked of it since this was last called. */
  requests(): Promise<Requests>;
  /** Changes a file of a stamp, as somebody might by hand. */
  spoil(): Promise<void>;
  stop(): void;
}

export async function startGitHost(): Promise<GitHost> {
  const server = fork(path.join(__dirname, 'gitHostServer.ts'));
  const ask = (question: Question) =>
    new Promise<any>((resolve, reject) => {
      const onExit = () => reject(new Error('The Git host is gone'));
      const onMessage = (message: object) => {
        // What compiles the program sends messages, too.
        if (!('answer' in message)) return;
        server.off('exit', onExit);
        server.off('message', onMessage);
        resolve(message.answer);
      };
      server.once('exit', onExit);
      server.on('message', onMessage);
      server.send(question);
    });
  return {
    config: await ask('config'),
    requests: () => ask('requests'),
    spoil: () => ask('spoil'),
    stop: () => server.disconnect(),
  };
}
