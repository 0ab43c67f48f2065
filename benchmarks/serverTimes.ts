import { channel } from 'node:diagnostics_channel';
import { IncomingMessage } from 'node:http';

/**
 * What the servers of this process need for each request whose path begins so,
 * in milliseconds, in a list that grows: from when the request was read until
 * its answer was written. Whatever they ask others for is in it, such as
 * permissions; the network to the client and the client's own work are not.
 */
export function serverTimes(path: string): number[] {
  const times: number[] = [];
  const began = new WeakMap<IncomingMessage, number>();
  channel('http.server.request.start').subscribe(message => {
    const { request } = message as { request: IncomingMessage };
    // Routers shorten the path on the way.
    if (request.url?.startsWith(path)) began.set(request, performance.now());
  });
  channel('http.server.response.finish').subscribe(message => {
    const { request } = message as { request: IncomingMessage };
    const start = began.get(request);
    if (start !== undefined) times.push(performance.now() - start);
  });
  return times;
}
