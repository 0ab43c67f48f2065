import { Config } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';

/** Turns the slugs that annotations hold into addresses, by what `integrations` configures. */
export class GitHosts {
  readonly integrations: ScmIntegrations;
  readonly #github: string;
  readonly #gitlab: string;
  readonly #azureOrganisation: string | undefined;

  constructor(config: Config) {
    this.integrations = ScmIntegrations.fromConfig(config);
    this.#github = firstHost(config, 'github') ?? 'github.com';
    this.#gitlab = firstHost(config, 'gitlab') ?? 'gitlab.com';
    const organisations = (
      config.getOptionalConfigArray('integrations.azure') ?? []
    ).flatMap(azure =>
      (azure.getOptionalConfigArray('credentials') ?? []).flatMap(
        credential => credential.getOptionalStringArray('organizations') ?? [],
      ),
    );
    this.#azureOrganisation =
      organisations.length === 1 ? organisations[0] : undefined;
  }

  /**
   * The repository that an entity names by a slug; undefined when it names none.
   *
   * @param title - of the entity, for the problem.
   */
  fromSlugs(
    annotations: Record<string, string>,
    title: string,
  ): { url?: string; problem?: string } | undefined {
    const github = annotations['github.com/project-slug'];
    if (github) return slugUrl(this.#github, github, title);
    const gitlab = annotations['gitlab.com/project-slug'];
    if (gitlab) {
      const host = annotations['gitlab.com/instance'] ?? this.#gitlab;
      return slugUrl(host, gitlab, title);
    }
    const azure = annotations['dev.azure.com/project-repo'];
    if (!azure) return undefined;
    const organisation =
      annotations['dev.azure.com/host-org'] ??
      (this.#azureOrganisation && `dev.azure.com/${this.#azureOrganisation}`);
    if (!organisation) {
      return {
        problem: `${title} says dev.azure.com/project-repo but not the organisation in dev.azure.com/host-org`,
      };
    }
    const [project, repository, ...more] = azure.split('/');
    if (!project || !repository || more.length > 0) {
      return {
        problem: `dev.azure.com/project-repo of ${title} is not project/repository`,
      };
    }
    return {
      url: `https://${organisation}/${encodeURIComponent(
        project,
      )}/_git/${encodeURIComponent(repository)}`,
    };
  }
}

function slugUrl(host: string, slug: string, title: string) {
  return /^[\w.-]+(\/[\w.-]+)+$/.test(slug.trim())
    ? { url: `https://${host}/${slug.trim()}` }
    : { problem: `The project slug of ${title} is not owner/repository` };
}

function firstHost(config: Config, kind: string): string | undefined {
  return config
    .getOptionalConfigArray(`integrations.${kind}`)?.[0]
    ?.getOptionalString('host');
}
