import { InputError } from '@backstage/errors';
import {
  DefaultAzureDevOpsCredentialsProvider,
  DefaultGithubCredentialsProvider,
  DefaultGitlabCredentialsProvider,
  ScmIntegrationRegistry,
} from '@backstage/integration';
import { AzureDevOpsHost } from './AzureDevOpsHost';
import type { GitHost } from './GitHost';
import { GitHubHost } from './GitHubHost';
import { GitLabHost } from './GitLabHost';
import { RestClient, RestClientOptions } from './RestClient';

const KEY = 'stamp.estate.repository.url';

/**
 * The Git host of a repository, by the integration of its address: no other
 * host is ever asked, and its token comes from there.
 *
 * @throws InputError when the address is none of a repository, or no
 * integration is for it.
 */
export function createGitHost(options: {
  url: string;
  integrations: ScmIntegrationRegistry;
  wait?: RestClientOptions['wait'];
}): GitHost {
  const { integrations, wait } = options;
  const url = readRepositoryUrl(options.url);
  const place = url.toString();
  const client = (
    name: string,
    key: string,
    baseUrl: string,
    needs: string,
    signIn: RestClientOptions['signIn'],
  ) =>
    new RestClient({
      name,
      baseUrl: checkApi(baseUrl, `integrations.${key}`),
      signIn,
      wait,
      advice: status => adviceOf(status, key, needs),
    });
  // Asked for by host, not by the registry's `byUrl`: that gives the first of any kind.
  const type = integrations.byUrl(url)?.type;
  if (type === 'github') {
    const { apiBaseUrl } = integrations.github.byUrl(url)!.config;
    const provider =
      DefaultGithubCredentialsProvider.fromIntegrations(integrations);
    return new GitHubHost({
      place,
      repository: partsOf(url, 2, 2).join('/'),
      client: client(
        'GitHub',
        'github',
        apiBaseUrl ?? '',
        'read and write contents, pull requests and workflows of the repository',
        async () => ({
          'x-github-api-version': '2022-11-28',
          ...(await signedIn(
            'github',
            provider.getCredentials({ url: place }),
          )),
        }),
      ),
    });
  }
  if (type === 'gitlab') {
    const { apiBaseUrl, baseUrl } = integrations.gitlab.byUrl(url)!.config;
    const provider =
      DefaultGitlabCredentialsProvider.fromIntegrations(integrations);
    const below = new URL(baseUrl).pathname.replace(/\/$/, '');
    const project = partsOf(url, 2, 20).join('/');
    return new GitLabHost({
      place,
      project: below ? project.slice(below.length) : project,
      client: client(
        'GitLab',
        'gitlab',
        apiBaseUrl,
        'have the scope api and the role of a developer in the project',
        async () => {
          const { token } = await provider.getCredentials({ url: place });
          return signedIn(
            'gitlab',
            Promise.resolve({
              headers: token ? { 'private-token': token } : undefined,
            }),
          );
        },
      ),
    });
  }
  if (type === 'azure') {
    const provider =
      DefaultAzureDevOpsCredentialsProvider.fromIntegrations(integrations);
    const { api, repository } = azureAddress(url);
    return new AzureDevOpsHost({
      place,
      client: client(
        'Azure DevOps',
        'azure',
        `${api}/_apis/git/repositories/${repository}`,
        'read and contribute to the repository, create branches and contribute to pull requests',
        () => signedIn('azure', provider.getCredentials({ url: place })),
      ),
    });
  }
  throw new InputError(
    `${KEY}: no integration is for ${url.host}. Add it to integrations.github, integrations.azure or integrations.gitlab.`,
  );
}

function readRepositoryUrl(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new InputError(
      `${KEY}: expected an https address such as https://github.com/example/estate`,
    );
  }
  checkProtocol(url, KEY);
  if (url.username || url.password) {
    throw new InputError(
      `${KEY}: expected an address without a token; it belongs into integrations`,
    );
  }
  url.search = '';
  url.hash = '';
  url.pathname = url.pathname.replace(/\/+$/, '').replace(/\.git$/, '');
  return url;
}

/** Tokens travel encrypted; on this very machine, such as in a test, there is nothing to travel. */
function checkProtocol(url: URL, key: string) {
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isHere)) {
    throw new InputError(
      `${key}: expected an https address, not ${url.protocol}`,
    );
  }
}

function checkApi(baseUrl: string, key: string): string {
  if (!URL.canParse(baseUrl)) {
    throw new InputError(
      `${key}: apiBaseUrl is missing for the host of ${KEY}`,
    );
  }
  checkProtocol(new URL(baseUrl), key);
  return baseUrl.replace(/\/+$/, '');
}

/** Parts of a path that is that of a repository. */
function partsOf(url: URL, least: number, most: number): string[] {
  const parts = url.pathname.split('/').filter(part => part);
  const isSound = parts.every(
    part => /^[\w.~-]+$/.test(part) && !/^\.+$/.test(part),
  );
  if (parts.length < least || parts.length > most || !isSound) {
    throw new InputError(`${KEY}: ${url} is no address of a repository`);
  }
  return parts;
}

/** `<organization>/<project>/_git/<repository>`; the project is left out where it has the repository's name. */
function azureAddress(url: URL): { api: string; repository: string } {
  const [before, repository, ...rest] = url.pathname.split('/_git/');
  const name = /^[^/]+$/;
  if (rest.length > 0 || !repository || !name.test(repository)) {
    throw new InputError(
      `${KEY}: ${url} is no address of a repository; expected https://dev.azure.com/<organization>/<project>/_git/<repository>`,
    );
  }
  const owners = before.split('/').filter(part => part);
  const isOrganizationInHost = url.hostname.endsWith('.visualstudio.com');
  const hasProject = owners.length > (isOrganizationInHost ? 0 : 1);
  const project = hasProject ? '' : `/${repository}`;
  return { api: `${url.origin}${before}${project}`, repository };
}

async function signedIn(
  key: string,
  credentials: Promise<{ headers?: Record<string, string> } | undefined>,
): Promise<Record<string, string>> {
  const { headers } = (await credentials) ?? {};
  if (headers && Object.keys(headers).length > 0) return headers;
  throw new InputError(
    `integrations.${key} has no token for the host of ${KEY}, and pull requests cannot be opened without one.`,
  );
}

function adviceOf(
  status: number,
  key: string,
  needs: string,
): string | undefined {
  switch (status) {
    case 401:
      return `The token of integrations.${key} is wrong or has expired: renew it.`;
    case 403:
      return `The token of integrations.${key} must ${needs}.`;
    case 404:
      return `Either ${KEY} is wrong, or the token of integrations.${key} may not do this: it must ${needs}.`;
    default:
      return status >= 500 ? 'Try again; nothing is lost.' : undefined;
  }
}
