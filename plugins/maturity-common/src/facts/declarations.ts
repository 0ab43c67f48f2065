import { Entity } from '@backstage/catalog-model';

/**
 * Where teams declare one thing on their catalog entities: any of these
 * annotations, or a link with one of these words.
 */
export interface Declaration {
  annotations: string[];
  /** Lower case. A link's `type` is one of them, or its `title` contains one as a whole word. */
  links: string[];
}

/** Where each kind of thing is declared; `models/FACTS.md` says the same to readers. */
export const DECLARATIONS = {
  escalation: {
    annotations: ['plumbline.io/escalation'],
    links: ['escalation'],
  },
  onCall: {
    annotations: [
      'plumbline.io/on-call',
      'pagerduty.com/service-id',
      'pagerduty.com/integration-key',
      'opsgenie.com/team',
      'opsgenie.com/component-selector',
    ],
    links: ['on-call', 'oncall', 'rota'],
  },
  runbooks: {
    annotations: ['plumbline.io/runbook-url'],
    links: ['runbook', 'runbooks', 'playbook'],
  },
  documentation: {
    annotations: [
      'backstage.io/techdocs-ref',
      'backstage.io/techdocs-entity',
      'plumbline.io/docs-url',
    ],
    links: ['docs', 'documentation', 'wiki', 'handbook'],
  },
  decisionRecords: {
    annotations: ['backstage.io/adr-location'],
    links: ['adr', 'adrs', 'decision', 'decisions'],
  },
  workBoards: {
    annotations: ['plumbline.io/board-url', 'jira/project-key'],
    links: ['board', 'boards', 'backlog', 'kanban'],
  },
  chatChannels: {
    annotations: ['plumbline.io/chat-url'],
    links: ['chat', 'channel', 'teams', 'slack'],
  },
  source: {
    annotations: [
      'backstage.io/source-location',
      'github.com/project-slug',
      'gitlab.com/project-slug',
      'dev.azure.com/project-repo',
      'bitbucket.org/project-key',
    ],
    links: ['source', 'repository', 'repo', 'code'],
  },
  pipelines: {
    annotations: [
      'plumbline.io/pipeline-url',
      'dev.azure.com/build-definition',
      'jenkins.io/job-full-name',
      'circleci.com/project-slug',
      'buildkite.com/project-slug',
    ],
    links: ['pipeline', 'pipelines', 'ci', 'cd'],
  },
  qualityChecks: {
    annotations: [
      'plumbline.io/quality-url',
      'sonarqube.org/project-key',
      'codecov.io/repo',
    ],
    links: ['tests', 'quality', 'coverage'],
  },
  securityScans: {
    annotations: [
      'plumbline.io/security-scan-url',
      'snyk.io/org-name',
      'snyk.io/project-ids',
    ],
    links: ['security', 'vulnerabilities'],
  },
  infrastructureCode: {
    annotations: ['plumbline.io/iac-url'],
    links: ['iac', 'infrastructure', 'terraform', 'bicep'],
  },
  configurationManagement: {
    annotations: [
      'plumbline.io/configuration-url',
      'argocd/app-name',
      'argocd/app-selector',
    ],
    links: ['gitops', 'configuration', 'flux', 'argocd', 'ansible'],
  },
  alertRules: { annotations: [], links: ['alert', 'alerts'] },
  dashboards: {
    annotations: ['plumbline.io/dashboard-url', 'grafana/dashboard-selector'],
    links: ['dashboard', 'dashboards', 'workbook'],
  },
  incidentReviews: {
    annotations: ['plumbline.io/incident-reviews-url'],
    links: ['postmortem', 'postmortems', 'incident-reviews', 'retrospectives'],
  },
  developerEnvironments: {
    annotations: ['plumbline.io/developer-environment-url'],
    links: ['codespace', 'devcontainer', 'developer-environment'],
  },
  selfService: {
    annotations: ['plumbline.io/self-service-url'],
    links: ['self-service', 'template', 'templates'],
  },
} satisfies Record<string, Declaration>;

/** What the entities declare, each value once, in the order of the entities. */
export function declared(
  entities: Entity[],
  declaration: Declaration,
): string[] {
  const found = new Set<string>();
  for (const { metadata } of entities) {
    for (const name of declaration.annotations) {
      for (const value of (metadata.annotations?.[name] ?? '').split(',')) {
        if (value.trim()) found.add(value.trim());
      }
    }
    for (const link of metadata.links ?? []) {
      if (link.url && saysOneOf(link, declaration.links)) found.add(link.url);
    }
  }
  return [...found];
}

function saysOneOf(
  link: { type?: string; title?: string },
  words: string[],
): boolean {
  const type = link.type?.trim().toLocaleLowerCase('en-US');
  if (type && words.includes(type)) return true;
  const said = new Set(
    (link.title ?? '').toLocaleLowerCase('en-US').split(/[^\p{L}\p{N}-]+/u),
  );
  return words.some(word => said.has(word));
}
