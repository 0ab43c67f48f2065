import { fork } from 'node:child_process';
import path from 'node:path';
import type { ConnectionOptions } from 'node:tls';
import type { CallsSeen, Question } from './vaultServer';

/** The vaults of a process that was started for them. */
export interface Vaults {
  address: ConnectionOptions;
  /** What was called since this was last asked. */
  calls(): Promise<CallsSeen>;
  /** Rotates one object in a hundred, in every vault. */
  rotate(): Promise<void>;
  stop(): void;
}

export async function startVaults(): Promise<Vaults> {
  const server = fork(path.join(__dirname, 'vaultServer.ts'));
  const ask = (question: Question) =>
    new Promise<any>((resolve, reject) => {
      const onExit = () => reject(new Error('The vaults are gone'));
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
    address: await ask('address'),
    calls: () => ask('calls'),
    rotate: () => ask('rotate'),
    stop: () => server.disconnect(),
  };
}
