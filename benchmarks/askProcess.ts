import { fork } from 'node:child_process';

/** A server in a process of its own, which answers questions. */
export interface AskedProcess<Q extends string> {
  /** Its answer; an error when it is gone. */
  ask(question: Q): Promise<any>;
  /** It ends when nobody listens any more. */
  stop(): void;
}

/**
 * Starts a server whose memory and processor time shall not count with what is
 * measured.
 *
 * @param file - its program, which answers `{ answer }` to each question.
 * @param name - for the error.
 */
export function askProcess<Q extends string>(
  file: string,
  name: string,
): AskedProcess<Q> {
  const server = fork(file);
  return {
    ask: question =>
      new Promise((resolve, reject) => {
        const onExit = () => reject(new Error(`${name} is gone`));
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
      }),
    stop: () => server.disconnect(),
  };
}
