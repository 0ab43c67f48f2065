import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import path from 'node:path';
import { build } from 'esbuild';

/** The page of maps, served on loopback. */
export interface ServedPage {
  /** Address of the page with some search parameters. */
  at(parameters: Record<string, string>): string;
  stop(): void;
}

/** Bundles `page.tsx` as a browser gets it in production, and serves it. */
export async function servePage(port = 0): Promise<ServedPage> {
  const { outputFiles } = await build({
    entryPoints: [path.join(__dirname, 'page.tsx')],
    outdir: path.join(__dirname, 'out'),
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'chrome120',
    jsx: 'automatic',
    loader: {
      '.module.css': 'local-css',
      '.svg': 'dataurl',
      '.woff': 'empty',
      '.woff2': 'empty',
    },
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env': '{}',
      global: 'globalThis',
    },
    logLevel: 'error',
  });
  const textOf = (ending: string) =>
    outputFiles.find(file => file.path.endsWith(ending))!.text;
  const files: Record<string, [string, string]> = {
    '/': [
      'text/html',
      '<!doctype html><html lang="en"><meta charset="utf-8"><title>Maps</title><link rel="stylesheet" href="/page.css"><style>body{margin:0;font-family:sans-serif}</style><div id="root"></div><script src="/page.js"></script></html>',
    ],
    '/page.js': ['text/javascript', textOf('.js')],
    '/page.css': ['text/css', textOf('.css')],
  };
  const server = createServer((request, response) => {
    const file = files[new URL(request.url!, 'http://localhost').pathname];
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': file[0] }).end(file[1]);
  });
  await new Promise<void>(resolve => {
    server.listen(port, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    at: parameters => `${origin}/?${new URLSearchParams(parameters)}`,
    stop: () => server.close(),
  };
}
